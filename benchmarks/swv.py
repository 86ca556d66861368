"""How fast a parent's swv is found, and what a look-up adds to an answer.

    python benchmarks/swv.py

Needs no running system: it makes a database of its own with the register that is shipped.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from actions.registry import Registry
from desk.swv_commands import import_shipped
from store.database import open_database
from store.migrate import upgrade


def per_second(work: Callable[[], object], times: int) -> float:
    """Return how often `work` can be done in a second."""
    began = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'register.db'}"
        upgrade(url)
        engine = open_database(url)
        import_shipped(engine)
        registry = Registry(engine)
        matcher = registry.matcher()
        exact = per_second(lambda: matcher.by_postcode("3512", "vo"), 50_000)
        place = per_second(lambda: matcher.find("wij wonen in den haag", "po"), 5_000)
        fuzzy = per_second(lambda: matcher.find("we wone in amsterdm", "po"), 1_000)
        lookup = per_second(lambda: (registry.matcher(), registry.profile("PO2707")), 300)
        print(f"by postcode            {exact:12,.0f} a second (wanted: 10,000)")
        print(f"a place in a sentence  {place:12,.0f} a second")
        print(f"a misspelt place       {1000 / fuzzy:12.2f} ms (wanted: under 5)")
        print(f"edition and profile    {1000 / lookup:12.2f} ms from the database (wanted: under 5)")


if __name__ == "__main__":
    main()
