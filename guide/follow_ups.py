"""What a short message means after an answer (follow_ups.yml): "mag dat?", "hoe lang duurt dat?"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from guide.answers import MORE, responses
from guide.date_words import months
from guide.spelling import fold, plain_words

_FILE = Path(__file__).parent / "follow_ups.yml"


@dataclass(frozen=True)
class Twin:
    """A topic that sounds like others: `said` is heard, `after` has what is meant, by what was answered."""

    said: str
    after: Mapping[str, str]
    unless: str

    def fits(self, text: str) -> bool:
        """Tell whether a text leaves open which of the two it is about."""
        return re.search(self.unless, fold(text)) is None


@dataclass(frozen=True)
class OpenQuestion:
    """A question that names nothing itself.

    `answers` has, by the topic that was answered before, the answer that says it.
    An answer is named by its topic, and with `_meer` behind it where what more there is on it says so.
    `otherwise` is the answer after any other topic, `first` where nothing was answered; they may be empty.
    Where it only `goes_on` about what was answered, what more there is on any topic says it.
    """

    answers: Mapping[str, str]
    otherwise: str = ""
    first: str = ""
    goes_on: bool = False

    def answer_after(self, topic: str) -> str:
        """Return the answer that is meant after a topic ("" for none before it), "" where none says it."""
        if topic in self.answers or not topic:
            return self.answers.get(topic, self.first)
        if self.goes_on and f"utter_{topic}{MORE}" in responses():
            return f"{topic}{MORE}"
        return self.otherwise

    def answer_in_talk_of(self, topic: str, earlier: str) -> str:
        """Return the answer after a topic, or where none says it after what the talk was about earlier."""
        return self.answer_after(topic) or (self.answer_after(earlier) if topic and earlier else "")


@lru_cache(maxsize=1)
def open_questions() -> Mapping[str, OpenQuestion]:
    """Return the questions that name nothing themselves, by intent."""
    return {intent: OpenQuestion(**row) for intent, row in _rows()["open_questions"].items()}


def asks_on(text: str) -> bool:
    """Tell whether a message only asks on about what was just answered; whole messages only."""
    return plain_words(text) in _asking_on()


def tells_how_long(text: str) -> bool:
    """Tell whether a message only says how long something has lasted: "al sinds maart", "elke dag"."""
    return _lasting().fullmatch(plain_words(text)) is not None


def asks_when(text: str) -> bool:
    """Tell whether a message asks how long something takes, or until when it may be done."""
    return _asking_when().search(plain_words(text)) is not None


@lru_cache(maxsize=1)
def twins() -> tuple[Twin, ...]:
    """Return the topics that sound alike."""
    return tuple(Twin(**{**row, "unless": fold(row["unless"])}) for row in _rows()["twins"])


@lru_cache(maxsize=1)
def _asking_on() -> frozenset[str]:
    return frozenset(map(plain_words, _rows()["asks_on"]))


@lru_cache(maxsize=1)
def _asking_when() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(fold, _rows()["asks_when"])) + r")\b")


@lru_cache(maxsize=1)
def _lasting() -> re.Pattern[str]:
    month = "|".join(map(re.escape, months()))
    patterns = (fold(pattern.replace("MONTH", month)) for pattern in _rows()["lasting"])
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@lru_cache(maxsize=1)
def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return rows
