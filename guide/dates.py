"""Understand the date that a parent types: "28 september", "12-10", "vorige week dinsdag".

Deterministic and without a clock: today is handed in. All languages of `words.yml` are understood at
once, since parents mix them. A date without a year is the latest one that is not in the future, unless
the caller prefers the future. What cannot be a date (31 February, the year 1026) is named as such, so
that the parent can be told, and nothing is guessed.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from babel.dates import get_day_names, get_month_names

from guide.spelling import fold

Problem = Literal["no_such_day", "no_such_year"]

_WORDS_FILE = Path(__file__).parent / "words.yml"
_YEARS = range(1990, 2101)


@dataclass(frozen=True)
class Found:
    """A date in a text: where it stands, the day, or the problem when it is none."""

    start: int
    end: int
    day: date | None = None
    problem: Problem | None = None
    denied: bool = False


@dataclass(frozen=True)
class Reading:
    """What a text says about a date.

    `day` is the date that is meant (None when there is none), `problem` why a date could not be
    read, `denied` the date that a correction takes back ("niet 3 maart"), and `only_a_date` whether
    the text says nothing else.
    """

    day: date | None = None
    problem: Problem | None = None
    denied: date | None = None
    only_a_date: bool = False


def read_date(text: str, today: date, prefer: Literal["past", "future"] = "past") -> Reading:
    """Read the date that `text` gives, as a parent means it on the day `today`."""
    text = fold(text)
    found = list(_mark_denied(text, _find(text, today, prefer)))
    meant = [f for f in found if not f.denied]
    denied = next((f.day for f in found if f.denied), None)
    if not meant:
        return Reading(denied=denied)
    first = meant[0]
    return Reading(first.day, first.problem, denied, _says_nothing_else(text, found))


def _find(text: str, today: date, prefer: str) -> list[Found]:
    """Find all dates; where two readings overlap the one that begins first, then the longer one."""
    hits = sorted(_candidates(text, today, prefer), key=lambda f: (f.start, -f.end))
    chosen: list[Found] = []
    for hit in hits:
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
    return chosen


def _candidates(text: str, today: date, prefer: str) -> Iterator[Found]:
    for match in _NUMERIC_ISO.finditer(text):
        yield _made(match, match["y"], int(match["m"]), int(match["d"]), today, prefer)
    for match in _numeric().finditer(text):
        yield _made(match, match["y"], int(match["m"]), int(match["d"]), today, prefer)
    for pattern in _month_patterns():
        for match in pattern.finditer(text):
            month = _months()[match["month"].rstrip(".")]
            yield _made(match, match["y"], month, int(match["d"]), today, prefer)
    yield from _relative(text, today)
    yield from _weekdays_before(text, today)


def _made(match: re.Match[str], year: str | None, month: int, day: int, today: date, prefer: str) -> Found:
    start, end = match.span()
    if not 1 <= month <= 12:
        return Found(start, end, problem="no_such_day")
    if year is None:
        return _without_year(start, end, month, day, today, prefer)
    full_year = int(year) + 2000 if len(year) == 2 else int(year)
    if full_year not in _YEARS:
        return Found(start, end, problem="no_such_year")
    if not 1 <= day <= calendar.monthrange(full_year, month)[1]:
        return Found(start, end, problem="no_such_day")
    return Found(start, end, date(full_year, month, day))


def _without_year(start: int, end: int, month: int, day: int, today: date, prefer: str) -> Found:
    step = 1 if prefer == "future" else -1
    for year in range(today.year, today.year + 9 * step, step):
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            continue
        candidate = date(year, month, day)
        if candidate == today or (candidate > today) == (prefer == "future"):
            return Found(start, end, candidate)
    return Found(start, end, problem="no_such_day")


def _relative(text: str, today: date) -> Iterator[Found]:
    for words in _words().values():
        for word, days in words["days_ago"].items():
            for match in re.finditer(rf"\b{word}\b", text):
                yield Found(*match.span(), today - timedelta(days=days))
        numbers = "|".join([r"\d{1,3}", *words["numbers"]])
        for form in words["ago"]:
            units = "|".join(words["units"] if "{n}" in form else words["units_alone"])
            pattern = form.format(n=rf"(?P<n>{numbers})", unit=rf"(?P<unit>{units})")
            for match in re.finditer(rf"\b{pattern}\b", text):
                number = match.groupdict().get("n") or "1"
                amount = words["numbers"].get(number) or int(number)
                yield Found(*match.span(), _ago(today, amount, words["units"][match["unit"]]))


def _ago(today: date, amount: int, unit: int | str) -> date:
    if isinstance(unit, int):
        return today - timedelta(days=amount * unit)
    months = amount * int(unit.removesuffix("months").removesuffix("month") or 1)
    years, month = divmod(today.month - 1 - months, 12)
    last = calendar.monthrange(today.year + years, month + 1)[1]
    return date(today.year + years, month + 1, min(today.day, last))


def _weekdays_before(text: str, today: date) -> Iterator[Found]:
    """Read "dinsdag vorige week" (the calendar week before) and "(afgelopen) dinsdag" (the latest)."""
    for words in _words().values():
        last_week, last = "|".join(words["last_week"]), "|".join(words["last"])
        pattern = (
            rf"\b(?:(?:(?P<before>{last_week})(?: \w{{1,3}})? |(?:{last}) )?(?P<name>{_weekday_names()})"
            rf"(?:,? (?:\w{{1,3}} )?(?P<after>{last_week}))?)(?![\w-])"
        )
        for match in re.finditer(pattern, text):
            weekday = _weekdays()[match["name"]]
            if match["before"] or match["after"]:
                monday = today - timedelta(days=today.weekday() + 7)
                day = monday + timedelta(days=weekday)
            else:
                day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
            yield Found(*match.span(), day)


def _mark_denied(text: str, found: list[Found]) -> Iterator[Found]:
    """Mark the dates that a correction takes back: "niet 3 maart maar 13 maart"."""
    before = "|".join(word for words in _words().values() for word in words["not"])
    after = "|".join(word for words in _words().values() for word in words.get("not_after", []))
    for f in found:
        denied = (
            re.search(rf"\b(?:{before})(?: \w{{1,3}})? *$", text[: f.start]) is not None
            or re.match(rf"\W*(?:gunu )?(?:{after})\b", text[f.end :]) is not None
        )
        yield Found(f.start, f.end, f.day, f.problem, denied)


def _says_nothing_else(text: str, found: list[Found]) -> bool:
    rest = list(text)
    for f in found:
        rest[f.start : f.end] = " " * (f.end - f.start)
    around = {word for words in _words().values() for word in words["around_a_date"]}
    left = [word for word in re.findall(r"\w+", "".join(rest)) if word not in around]
    return not left


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(fold(_WORDS_FILE.read_text(encoding="utf-8")))
    return loaded


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    names: dict[str, int] = {"sept": 9, "mrt": 3}
    for language in _words():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    names[fold(name).rstrip(".")] = number
        names |= _words()[language].get("months", {})
    return names


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    names: dict[str, int] = {}
    for language, words in _words().items():
        for number, name in get_day_names("wide", "format", language).items():
            names[fold(name)] = number
        names |= words.get("weekdays", {})
    return names


@lru_cache(maxsize=1)
def _weekday_names() -> str:
    return "|".join(sorted(_weekdays(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _month_patterns() -> tuple[re.Pattern[str], ...]:
    month = "(?P<month>" + "|".join(sorted(_months(), key=len, reverse=True)) + rf"){_ENDING}\b\.?"
    year = r"(?:,? +(?P<y>\d{4})\b)?"
    # "maandag 12 oktober" is one date, not the latest Monday and a date.
    weekday = rf"(?:\b(?:{_weekday_names()}),? +)?"
    return (
        re.compile(rf"{weekday}(?<![\d-])(?P<d>\d{{1,2}})(?:{_ORDINAL})?(?: of| من)? *{month}{year}"),
        re.compile(rf"{weekday}\b{month} +(?:the +)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d){year}"),
    )


# What Turkish hangs on a month ("28 eylülde"), and what makes a number the day of a month.
_ENDING = r"(?:'?(?:[dt][ea]n?|nin|in|un|i|u|e|a))?"
_ORDINAL = r"e|ste|de|st|nd|rd|th|-?go|-?го|-?ого|-?е"

_NUMERIC_ISO = re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\d-])")


@lru_cache(maxsize=1)
def _numeric() -> re.Pattern[str]:
    # A dot needs a year behind it: "artikel 8.9" is no date.
    return re.compile(
        rf"(?:\b(?:{_weekday_names()}),? +)?"
        r"(?<![\d./-])(?P<d>\d{1,2}) ?(?:(?P<sep>[-/]) ?|\.(?=\d{1,2}\.\d))(?P<m>\d{1,2})"
        r"(?: ?[-/.] ?(?P<y>\d{4}|\d{2}))?(?![\d/-]|\.\d)"
    )
