"""Which event (terms.yml) a message speaks of: "geweigerd", "bezwaar gemaakt", "van plan te verwijderen"."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from guide.spelling import fold

_FILE = Path(__file__).parent / "events.yml"


def event_in(text: str) -> str:
    """Return the event that `text` speaks of, an empty string when it names none."""
    return next((event for event, words in _words().items() if words.search(fold(text))), "")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, re.Pattern[str]]:
    rows = yaml.safe_load(fold(_FILE.read_text(encoding="utf-8")))
    return {event: re.compile(words, re.IGNORECASE) for event, words in rows.items()}
