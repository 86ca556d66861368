"""The words that days are made of, in all languages of `words.yml`: months, weekdays, what stands beside."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from babel.dates import get_day_names, get_month_names

from guide.spelling import fold

Problem = Literal["no_such_day", "no_such_year"]
# What a day is known by: the calendar ("9 november", "maandag de 9e") or the name of its weekday alone.
Known = Literal["calendar", "weekday", ""]

_WORDS_FILE = Path(__file__).parent / "words.yml"
# What Turkish hangs on a month ("28 eylülde"), and what makes a number the day of a month.
ENDING = r"(?:'?(?:[dt][ea]n?|nin|in|un|i|u|e|a))?"
ENDING_OF_WEEKDAY = r"(?:{}|'?[dt][ae]n)?"
ORDINAL = r"e|ste|de|st|nd|rd|th|-?go|-?го|-?ого|-?е"


@dataclass(frozen=True)
class Found:
    """A date in a text: where it stands, and the day, or the problem when it is none.

    Without either it is no day at all ("elke dinsdag").
    """

    start: int
    end: int
    day: date | None = None
    problem: Problem | None = None
    known_by: Known = ""

    @property
    def is_no_day(self) -> bool:
        """Whether this only looks like a date."""
        return self.day is None and self.problem is None


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, Any]]:
    """Return the words that stand around dates, by language (words.yml)."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(fold(_WORDS_FILE.read_text(encoding="utf-8")))
    return loaded


@cache
def all_words(kind: str) -> str:
    """Return the words of a kind in all languages, as a pattern that takes the longest."""
    lists: Iterable[Sequence[str]] = (of_language.get(kind, ()) for of_language in words().values())
    return "|".join(sorted((word for one in lists for word in one), key=len, reverse=True))


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Return the months by their names in all languages, folded."""
    return {name: number for language in words() for name, number in months_of(language).items()}


def months_of(language: str) -> dict[str, int]:
    """Return the months by their names in a language, whole and shortened."""
    names = {
        fold(name).rstrip("."): number
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    } | words()[language].get("months", {})
    return {
        name: number for name, number in names.items() if name not in words()[language].get("no_months", ())
    }


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    """Return the weekdays by their names in all languages, from 0 (Monday) to 6."""
    names: dict[str, int] = {}
    for language, of_language in words().items():
        for number, name in get_day_names("wide", "format", language).items():
            names[fold(name)] = number
        names |= of_language.get("weekdays", {})
    return names


@lru_cache(maxsize=1)
def weekday_names() -> str:
    """Return a pattern of the name of a weekday."""
    return "|".join(sorted(weekdays(), key=len, reverse=True))


@lru_cache(maxsize=1)
def weekday_word() -> str:
    """Return a pattern of a weekday, also with the part of the day: "maandagmiddag"."""
    return rf"(?:{weekday_names()})" + ENDING_OF_WEEKDAY.format(all_words("part_of_day"))


@lru_cache(maxsize=1)
def link() -> str:
    """Return what may stand between a weekday and its day: "vrijdag, de 13e", "maandag dd 9 november"."""
    return rf"[ ,.:;(–-]*(?:(?:{all_words('beside_a_weekday')})[ ,.:;(–-]+){{0,3}}"


def belong_together(between: str) -> bool:
    """Tell whether a weekday and a date of a folded text are one day, by what stands `between` them."""
    return re.fullmatch(link(), between) is not None


def stands_before(match: re.Match[str], kind: str) -> bool:
    """Tell whether words of a kind stand right before what was matched."""
    before = match.string[: match.start()]
    return re.search(rf"\b(?:{all_words(kind)})(?: \w{{1,3}})? *$", before) is not None


@lru_cache(maxsize=1)
def words_after_a_date() -> str:
    """Return a pattern of the words that may follow a date; another one is what its numbers count."""
    kinds = (
        "around_a_date",
        "after_a_date",
        "pause",
        "but",
        "not",
        "not_after",
        "until_after",
        "since_after",
        "range",
    )
    return "|".join(all_words(kind) for kind in kinds)
