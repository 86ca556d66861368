"""The Dutch words of school and law that an answer uses, with an explanation for the parent."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "glossary.yml"


@dataclass(frozen=True)
class Word:
    """A Dutch word and its explanation in Dutch."""

    word: str
    explanation: str


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[re.Pattern[str], Word], ...]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple((re.compile(rf"\b{re.escape(row['word'])}\b", re.IGNORECASE), Word(**row)) for row in rows)


@lru_cache(maxsize=1024)
def words_in(text: str) -> tuple[Word, ...]:
    """Return the words of the glossary that occur in a Dutch text."""
    return tuple(word for pattern, word in _words() if pattern.search(text))
