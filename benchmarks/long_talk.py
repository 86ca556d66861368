"""Does a long conversation make each message slower? Milliseconds at turn 1, 50 and 200.

    python -m benchmarks.long_talk

On SQLite and on PostgreSQL, through the whole way. Each figure is the median of the turns around it, of
three conversations one after the other.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.conftest import System

TURNS, AROUND, TALKS = 205, 5, 3
SAID = ("wat is de zorgplicht", "we gaan verhuizen", "wat is een opp", "hoe maak ik bezwaar")
console = Console()


async def talk(system: System) -> list[float]:
    """Return the milliseconds of each turn of one conversation."""
    taken = []
    async with system.parent() as parent:
        for number in range(TURNS):
            began = time.perf_counter()
            await parent.says(SAID[number % len(SAID)])
            taken.append(1000 * (time.perf_counter() - began))
    return taken


async def measure(name: str, system: System, table: Table) -> None:
    """Add a row of what was measured."""
    await talk(system)  # warm
    talks = [await talk(system) for _ in range(TALKS)]
    first, fiftieth, last = (
        statistics.median(one[turn + n] for one in talks for n in range(AROUND)) for turn in (0, 50, 200)
    )
    table.add_row(name, *(f"{value:.0f}" for value in (first, fiftieth, last)), f"{last / first:.2f}")


def main() -> None:
    """Start a system on each kind of database, measure, stop it."""
    import pgserver

    table = Table("database", "turns 1-5, ms", "turns 50-54, ms", "turns 200-204, ms", "last : first")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("sqlite", "postgresql"):
            environ = {}
            if kind == "postgresql":
                environ["WEGWIJS_DATABASE_URL"] = pgserver.get_server(folder / "server").get_uri()
            (folder / kind).mkdir()
            system = System(folder / kind, environ)
            system.start()
            try:
                asyncio.run(measure(kind, system, table))
            finally:
                system.stop()
    console.print(table)


if __name__ == "__main__":
    main()
