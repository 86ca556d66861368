"""Understand what is typed where a question was asked: a yes, a no, or a question in return."""

from functools import lru_cache
from pathlib import Path

import yaml

from guide.spelling import plain_words


def said_yes(text: str) -> bool | None:
    """Return True for a yes, False for a no, None for anything else; whole messages only."""
    said = plain_words(text)
    return True if said in _words()["agrees"] else False if said in _words()["refuses"] else None


def asks_something(text: str) -> bool:
    """Tell whether a message is a question itself: by its mark, or by how it begins or ends."""
    said, words = plain_words(text), _words()
    begins = any(said.startswith(f"{word} ") for word in words["asks"])
    ends = any(said.endswith(f" {word}") for word in words["asks_behind"])
    return begins or ends or text.rstrip().endswith(("?", "؟"))


def asks_why(text: str) -> bool:
    """Tell whether a message asks why the bot asks what it asked; whole messages only."""
    return plain_words(text) in _words()["asks_why"]


def corrects(text: str) -> bool:
    """Tell whether a message takes back what was said before it: by the words that it begins with."""
    said = plain_words(text)
    return any(said == word or said.startswith(f"{word} ") for word in _words()["corrects"])


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    rows = yaml.safe_load((Path(__file__).parent / "yes_no.yml").read_text(encoding="utf-8"))
    return {answer: frozenset(plain_words(word) for word in words) for answer, words in rows.items()}
