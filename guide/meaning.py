"""Whether a parent asks what a Dutch word of school means: "wat is een mdo", "co to jest arrangement"."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from guide.glossary import Word, glossary
from guide.spelling import plain_words

_MOST_WORDS = 15


def word_asked_about(text: str) -> Word | None:
    """Return the word of the glossary whose meaning a message asks for, None where it asks for none.

    A message that is nothing but the word asks for it, too; a long one asks something else. Of two words the
    longer is meant: "ongeoorloofd verzuim" is no "verzuim". Words that have a topic of their own are left to
    its answer.
    """
    said = plain_words(text)
    found = [(form, word) for form, word in _forms() if re.search(rf"\b{re.escape(form)}\b", said)]
    if not found:
        return None
    form, word = max(found, key=lambda row: len(row[0]))
    asks = len(said.split()) <= _MOST_WORDS and _asks_what_it_means().search(said)
    return word if said == form or asks else None


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[str, Word], ...]:
    return tuple((plain_words(form), word) for word in glossary() if word.topic for form in word.forms)


@lru_cache(maxsize=1)
def _asks_what_it_means() -> re.Pattern[str]:
    phrases = yaml.safe_load((Path(__file__).parent / "meaning.yml").read_text(encoding="utf-8"))
    ways = sorted((plain_words(way) for ways in phrases.values() for way in ways), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ways))})\b")
