"""The forms in which parents write a day: "28 september", "12-10", "twee weken geleden", "komende dinsdag".

All languages of `words.yml` are read at once. The text is folded (guide/spelling.py); today is handed in.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
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
    """A date in a text: where it stands, and the day, or the problem when it is none.

    Without either it is no day at all ("elke dinsdag").
    """

    start: int
    end: int
    day: date | None = None
    problem: Problem | None = None

    @property
    def is_no_day(self) -> bool:
        """Whether this only looks like a date."""
        return self.day is None and self.problem is None


def candidates(text: str, today: date, prefer: str) -> Iterator[Found]:
    """Find all that may be a date in a folded text, in no order; readings may overlap."""
    for match in _NUMERIC_ISO.finditer(text):
        yield _made(match, match["y"], int(match["m"]), int(match["d"]), today, prefer)
    for match in _numeric().finditer(text):
        if match["y"] or match.string.strip(" .") == match[0] or _is_a_day(match):
            yield _made(match, match["y"], int(match["m"]), int(match["d"]), today, prefer)
    for pattern in _month_patterns():
        for match in pattern.finditer(text):
            month = _months()[match["month"].rstrip(".")]
            yield _made(match, match["y"], month, int(match["d"]), today, prefer)
    yield from _relative(text, today)
    yield from _weekdays_around(text, today)
    for match in re.finditer(rf"\b(?:{all_words('no_date')})\b", text):
        yield Found(*match.span())


def _made(match: re.Match[str], year: str | None, month: int, day: int, today: date, prefer: str) -> Found:
    start, end = match.span()
    if not 1 <= month <= 12:
        return Found(start, end, problem="no_such_day")
    if year is None and _says(match, "last_year"):
        year = str(today.year - 1)
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


def _says(match: re.Match[str], kind: str) -> bool:
    """Tell whether words of a kind stand right before or after what was matched."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return (
        re.search(rf"\b(?:{all_words(kind)})(?: \w{{1,3}})? *$", before) is not None
        or re.match(rf",? *(?:\w{{1,3}} )?(?:{all_words(kind)})\b", after) is not None
    )


def _is_a_day(match: re.Match[str]) -> bool:
    """Tell whether two numbers in a sentence are a day and a month; with a dot they may be a time."""
    if _counts_something(match):
        return False
    return _says(match, "dotted") or (match["sep"] is not None and not _is_of_something(match))


def _is_of_something(match: re.Match[str]) -> bool:
    """Tell whether two numbers stand before what they count: "2-3 gesprekken", "1-1 begeleiding"."""
    weekday, before = match[0][0].isalpha(), match.string[: match.start()]
    if weekday or re.search(rf"\b(?:{all_words('since')}|{all_words('until')}) *$", before):
        return False
    follows = re.match(r" +([^\W\d]+)", match.string[match.end() :])
    return follows is not None and re.fullmatch(_words_after_a_date(), follows[1]) is None


@lru_cache(maxsize=1)
def _words_after_a_date() -> str:
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


def _counts_something(match: re.Match[str]) -> bool:
    """Tell whether two numbers are no day and month: "groep 7/8", "8-9 uur", "24/7"."""
    if match[0] == "24/7" and match.string.strip() != match[0]:
        return True
    before, after = all_words("no_date_before"), all_words("no_date_after")
    return (
        re.search(rf"\b(?:{before})\.? *$", match.string[: match.start()]) is not None
        or re.match(rf"[. ]*(?:{after})\b", match.string[match.end() :]) is not None
    )


def _relative(text: str, today: date) -> Iterator[Found]:
    for of_language in words().values():
        for word, days in of_language["days_ago"].items():
            # Arabic writes "and" to the word that follows.
            for match in re.finditer(rf"\b{_AND_IN_ARABIC}?{word}\b", text):
                yield Found(*match.span(), today - timedelta(days=days))
        for match in _said_ago(of_language, text):
            number = match.groupdict().get("n") or "1"
            amount = of_language["numbers"].get(number) or int(number)
            day = _ago(today, amount, of_language["units"][match["unit"]])
            said = match.groupdict()
            yield Found(*match.span(), None if said["inexact"] or said.get("more") else day)


def _said_ago(of_language: dict[str, Any], text: str) -> Iterator[re.Match[str]]:
    """Find "twee weken geleden"; in "twee of drie weken" and "1,5 week" `more` has what comes first.

    `inexact` has what says that it is not just so long ago: "meer dan twee weken geleden".
    """
    numbers = "|".join([r"\d{1,3}", *of_language["numbers"]])
    for form in of_language["ago"]:
        units = "|".join(of_language["units"] if "{n}" in form else of_language["units_alone"])
        number = rf"(?P<more>(?:{numbers})(?: *[-–/,.] *| (?:\w{{1,4}} )?))?(?P<n>{numbers})"
        pattern = form.format(n=number, unit=rf"(?P<unit>{units})")
        yield from re.finditer(rf"\b(?:(?P<inexact>{all_words('inexact')}) )?{pattern}\b", text)


def _ago(today: date, amount: int, unit: int | str) -> date:
    if isinstance(unit, int):
        return today - timedelta(days=amount * unit)
    months = amount * int(unit.removesuffix("months").removesuffix("month") or 1)
    years, month = divmod(today.month - 1 - months, 12)
    last = calendar.monthrange(today.year + years, month + 1)[1]
    return date(today.year + years, month + 1, min(today.day, last))


def _weekdays_around(text: str, today: date) -> Iterator[Found]:
    """Read "dinsdag vorige week", "(afgelopen) dinsdag" (the latest), "komende dinsdag".

    A week is the calendar week, from Monday. "Elke dinsdag" is no day.
    """
    for pattern in _weekday_patterns():
        for match in pattern.finditer(text):
            weekday = _weekdays()[match["name"]]
            said = match.groupdict()
            monday = today - timedelta(days=today.weekday())
            day: date | None
            if said["every"] or said["later"] or said["later_after"]:
                day = None
            elif said["next_week"] or said["next_week_after"]:
                day = monday + timedelta(days=7 + weekday)
            elif said["next"] or said["next_after"]:
                day = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
            elif said["last_week"] or said["last_week_after"]:
                day = monday + timedelta(days=weekday - 7)
            else:
                day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
            yield Found(*match.span(), day)


@lru_cache(maxsize=1)
def _weekday_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(_weekday(of_language) for of_language in words().values())


def _weekday(of_language: dict[str, Any]) -> re.Pattern[str]:
    kinds = ("every", "later", "next_week", "last_week", "next")
    said = {kind: "|".join(of_language[kind]) for kind in (*kinds, "last")}
    before = "|".join(rf"(?P<{kind}>{said[kind]})(?: \w{{1,3}})?" for kind in kinds)
    after = "|".join(rf"(?P<{kind}_after>{said[kind]})" for kind in kinds[1:])
    return re.compile(
        rf"\b(?:(?:{before}) )?(?:(?:{said['last']}) )?(?P<name>{_weekday_names()})(?:'?[dt][ae]n)?"
        rf"(?:,? (?:\w{{1,3}} )?(?:{after})\b)?(?![\w-])"
    )


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, Any]]:
    """Return the words that stand around dates, by language (words.yml)."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(fold(_WORDS_FILE.read_text(encoding="utf-8")))
    return loaded


@lru_cache(maxsize=16)
def all_words(kind: str) -> str:
    """Return the words of a kind in all languages, as a pattern that takes the longest."""
    lists: Iterable[Sequence[str]] = (of_language.get(kind, ()) for of_language in words().values())
    return "|".join(sorted((word for one in lists for word in one), key=len, reverse=True))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {name: number for language in words() for name, number in _months_of(language).items()}


@lru_cache(maxsize=1)
def _months_before_days() -> list[str]:
    """Return the months of the languages that write "October 3"; elsewhere the 3 counts something else."""
    return [
        name for language in words() if words()[language].get("month_first") for name in _months_of(language)
    ]


def _months_of(language: str) -> dict[str, int]:
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
def _weekdays() -> dict[str, int]:
    names: dict[str, int] = {}
    for language, of_language in words().items():
        for number, name in get_day_names("wide", "format", language).items():
            names[fold(name)] = number
        names |= of_language.get("weekdays", {})
    return names


@lru_cache(maxsize=1)
def _weekday_names() -> str:
    return "|".join(sorted(_weekdays(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _month_patterns() -> tuple[re.Pattern[str], ...]:
    month, first = (
        "(?P<month>" + "|".join(sorted(names, key=len, reverse=True)) + rf"){_ENDING}\b\.?"
        for names in (_months(), _months_before_days())
    )
    year = r"(?:,? +(?P<y>\d{4})\b)?"
    # "maandag 12 oktober" is one date, not the latest Monday and a date.
    weekday = rf"(?:\b(?:{_weekday_names()}),? +)?"
    ordinal = rf"(?:{_ORDINAL})?"
    # Of "3 tot 5 november" the first counts.
    until = rf"(?:(?: *[-–/] *| (?:{all_words('range')}) )\d{{1,2}}{ordinal})?"
    return (
        re.compile(rf"{weekday}(?<![\d-])(?P<d>\d{{1,2}}){ordinal}{until}(?: of| من)? *{month}{year}"),
        # "Zij wordt in april 4" and "in May 12 children" tell of no day.
        re.compile(
            rf"{weekday}\b(?<!\bin ){first} +(?:the +)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d){year}"
            rf"(?![. ]*(?:{all_words('no_date_after')})\b)"
        ),
    )


# What Turkish hangs on a month ("28 eylülde"), and what makes a number the day of a month.
_ENDING = r"(?:'?(?:[dt][ea]n?|nin|in|un|i|u|e|a))?"
_ORDINAL = r"e|ste|de|st|nd|rd|th|-?go|-?го|-?ого|-?е"
_AND_IN_ARABIC = "و"

_NUMERIC_ISO = re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\d-])")


@lru_cache(maxsize=1)
def _numeric() -> re.Pattern[str]:
    # A dot needs a year behind it, or a month of two digits, as it is written east of here: "artikel 8.9" is
    # no date, and nor is "8.30".
    dot = r"\.(?=\d{1,2}\.\d|(?:0[1-9]|1[0-2])(?![\d.]\d|\d))"
    return re.compile(
        rf"(?:\b(?:{_weekday_names()}),? +)?"
        rf"(?<![\d./-])(?P<d>\d{{1,2}}) ?(?:(?P<sep>[-/]) ?|{dot})(?P<m>\d{{1,2}})"
        r"(?: ?[-/.] ?(?P<y>\d{4}|\d{2}))?(?![\d/-]|\.\d)"
    )
