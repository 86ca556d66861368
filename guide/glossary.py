"""The Dutch words of school and law that an answer uses, with an explanation for the parent."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "glossary.yml"


@dataclass(frozen=True)
class Word:
    """A Dutch word and its explanation in Dutch.

    A `kept` word stands in a translation beside what it means, or its `short` form does. A word with a
    `topic` is explained before the answer to that, where a parent asks what it means, written as it is or
    as one of `also`.
    """

    word: str
    explanation: str
    kept: bool = False
    short: str = ""
    topic: str = ""
    also: tuple[str, ...] = ()

    def is_named_in(self, text: str) -> bool:
        """Tell whether a translation names the Dutch word."""
        return any(form.lower() in text.lower() for form in (self.word, self.short) if form)

    @property
    def forms(self) -> tuple[str, ...]:
        """The ways to write it."""
        return (self.word, *self.also)


@lru_cache(maxsize=1)
def glossary() -> tuple[Word, ...]:
    """Return the words in the order of the file."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(Word(**{**row, "also": tuple(row.get("also", ()))}) for row in rows)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Word], ...]:
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, word.forms))})\b", re.IGNORECASE), word)
        for word in glossary()
    )


@lru_cache(maxsize=1024)
def words_in(text: str) -> tuple[Word, ...]:
    """Return the words of the glossary that occur in a Dutch text."""
    return tuple(word for pattern, word in _patterns() if pattern.search(text))


def kept_words_in(text: str) -> tuple[Word, ...]:
    """Return the words of a Dutch text that must stay in its translations."""
    return tuple(word for word in words_in(text) if word.kept)


@lru_cache(maxsize=1)
def school_words() -> frozenset[str]:
    """Return the single Dutch words that parents use whatever language they write."""
    own = {part.lower() for word in glossary() for part in re.findall(r"\w+", word.word)}
    return frozenset(own | set(_FILE.with_name("school_words.txt").read_text(encoding="utf-8").split()))
