"""Understand a yes or a no that is typed where a question with two answers was asked."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from guide.spelling import fold


def said_yes(text: str) -> bool | None:
    """Return True for a yes, False for a no, None for anything else; whole messages only."""
    said = _plain(text)
    return True if said in _words()["agrees"] else False if said in _words()["refuses"] else None


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    rows = yaml.safe_load((Path(__file__).parent / "yes_no.yml").read_text(encoding="utf-8"))
    return {answer: frozenset(_plain(word) for word in words) for answer, words in rows.items()}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", fold(text)))
