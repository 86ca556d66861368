"""What a short message means after an answer (follow_ups.yml): "mag dat?", "moeten wij tekenen?"."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from guide.spelling import fold, plain_words

_FILE = Path(__file__).parent / "follow_ups.yml"


@dataclass(frozen=True)
class Twin:
    """A topic that sounds like another: `said` is heard, and in talk of its group `after` is meant."""

    said: str
    after: str
    unless: str

    def fits(self, text: str) -> bool:
        """Tell whether a text leaves open which of the two it is about."""
        return re.search(self.unless, fold(text)) is None


def asks_on(text: str) -> bool:
    """Tell whether a message only asks on about what was just answered; whole messages only."""
    return plain_words(text) in _asking_on()


@lru_cache(maxsize=1)
def twins() -> tuple[Twin, ...]:
    """Return the topics that sound alike."""
    return tuple(Twin(**{**row, "unless": fold(row["unless"])}) for row in _rows()["twins"])


@lru_cache(maxsize=1)
def _asking_on() -> frozenset[str]:
    return frozenset(map(plain_words, _rows()["asks_on"]))


@lru_cache(maxsize=1)
def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return rows
