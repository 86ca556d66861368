"""The forms in which parents write a day: "28 september", "12-10", "twee weken geleden", "komende dinsdag".

All languages of `words.yml` are read at once. The text is folded (guide/spelling.py); today is handed in.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from guide.date_words import (
    ENDING,
    ORDINAL,
    Found,
    Problem,
    all_words,
    months,
    months_of,
    stands_before,
    weekday_names,
    weekday_word,
    weekdays,
    words,
    words_after_a_date,
)
from guide.weekdays import weekdays_around

_YEARS = range(1990, 2101)
# How many days ahead a day without a year is taken to be still to come, and if words tell so ("wordt").
_SOON, _COMING = 60, 183


def candidates(text: str, today: date, prefer: str) -> Iterator[Found]:
    """Find all that may be a date in a folded text, in no order; readings may overlap."""
    for match in _NUMERIC_ISO.finditer(text):
        yield _made(match, match["y"], int(match["m"]), int(match["d"]), today, prefer)
    for match in _numeric().finditer(text):
        found = _made(match, match["y"], int(match["m"]), int(match["d"]), today, prefer)
        is_alone = match.string.strip(" .") == match[0]
        if match["y"] or is_alone or _is_a_day(match) or _is_on_its_weekday(match, found):
            yield found
    for pattern in _month_patterns():
        for match in pattern.finditer(text):
            month = months()[match["month"].rstrip(".")]
            yield _made(match, match["y"], month, int(match["d"]), today, prefer)
    for of_language, pattern in _spelt_days():
        for match in pattern.finditer(text):
            day = of_language["days"][match["d"]]
            yield _made(match, match["y"], months()[match["month"]], day, today, prefer)
    yield from _relative(text, today)
    yield from weekdays_around(text, today, prefer)
    for match in re.finditer(rf"\b(?:{all_words('no_date')})\b", text):
        yield Found(*match.span())


def _made(match: re.Match[str], year: str | None, month: int, day: int, today: date, prefer: str) -> Found:
    return replace(_in_calendar(match, year, month, day, today, prefer), known_by="calendar")


def _in_calendar(
    match: re.Match[str], year: str | None, month: int, day: int, today: date, prefer: str
) -> Found:
    start, end = match.span()
    if not 1 <= month <= 12:
        return Found(start, end, problem="no_such_day")
    if year is None and _says(match, "last_year"):
        year = str(today.year - 1)
    if year is None and prefer == "past":
        return _latest(match, month, day, today)
    if year is None:
        return Found(start, end, *_nearest(month, day, today, 1))
    full_year = int(year) + 2000 if len(year) == 2 else int(year)
    if full_year not in _YEARS:
        return Found(start, end, problem="no_such_year")
    if not 1 <= day <= calendar.monthrange(full_year, month)[1]:
        return Found(start, end, problem="no_such_day")
    return Found(start, end, date(full_year, month, day))


def _latest(match: re.Match[str], month: int, day: int, today: date) -> Found:
    """Read a day without a year as the latest one, unless it comes soon: on 22 November 1 December does."""
    ahead, _ = _nearest(month, day, today, 1)
    soon = _COMING if _says(match, "later") else _SOON
    if ahead is None or (ahead - today).days > soon or stands_before(match, "since"):
        return Found(*match.span(), *_nearest(month, day, today, -1))
    return Found(*match.span(), ahead)


def _nearest(month: int, day: int, today: date, step: int) -> tuple[date | None, Problem | None]:
    """Return the nearest such day from today on (a step of 1) or before (-1), or what is wrong with it."""
    for year in range(today.year, today.year + 9 * step, step):
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            continue
        if (date(year, month, day) - today).days * step >= 0:
            return date(year, month, day), None
    return None, "no_such_day"


def _says(match: re.Match[str], kind: str) -> bool:
    """Tell whether words of a kind stand right before or after what was matched."""
    after = match.string[match.end() :]
    return (
        stands_before(match, kind)
        or re.match(rf",? *(?:\w{{1,3}} )?(?:{all_words(kind)})\b", after) is not None
    )


def _is_a_day(match: re.Match[str]) -> bool:
    """Tell whether two numbers in a sentence are a day and a month; with a dot they may be a time."""
    if _counts_something(match):
        return False
    return _says(match, "dotted") or (match["sep"] is not None and not _is_of_something(match))


def _is_on_its_weekday(match: re.Match[str], found: Found) -> bool:
    """Tell whether it is the day that its weekday says: "w piątek 13.11", and not the time "maandag 9.10"."""
    name = re.match(weekday_names(), match[0])
    if name is None or found.day is None or _counts_something(match):
        return False
    return found.day.weekday() == weekdays()[name[0]]


def _is_of_something(match: re.Match[str]) -> bool:
    """Tell whether two numbers stand before what they count: "2-3 gesprekken", "1-1 begeleiding"."""
    weekday, before = match[0][0].isalpha(), match.string[: match.start()]
    if weekday or re.search(rf"\b(?:{all_words('since')}|{all_words('until')}) *$", before):
        return False
    follows = re.match(r" +([^\W\d]+)", match.string[match.end() :])
    return follows is not None and re.fullmatch(words_after_a_date(), follows[1]) is None


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
            said = match.groupdict()
            number = said.get("n") or "1"
            amount = of_language["numbers"].get(number) or int(number)
            start, end = _with_weekday(match)
            is_exact = (start, end) == match.span() and not any(said.get(how) for how in _INEXACT)
            day = _ago(today, amount, of_language["units"][match["unit"]])
            yield Found(start, end, day if is_exact else None)
            yield from _from_another_day(of_language, match, day)


# What `_said_ago` finds beside a number of weeks that makes it more than that.
_INEXACT = ("inexact", "more", "inexact_after")


def _said_ago(of_language: dict[str, Any], text: str) -> Iterator[re.Match[str]]:
    """Find "twee weken geleden", with what makes the day unknown: "meer dan", "twee of", "een maand en"."""
    numbers = "|".join(sorted([r"\d{1,3}", *of_language["numbers"]], key=len, reverse=True))
    every_unit = "|".join(of_language["units"])
    more = rf"(?P<more>(?:{numbers})(?: *[-–/,.] *| (?:\w{{1,4}} )?))??"
    inexact = rf"(?P<inexact>{all_words('inexact')}|(?:{every_unit})(?: \w{{1,3}})?)"
    for form in of_language["ago"]:
        units = every_unit if "{n}" in form else "|".join(of_language["units_alone"])
        pattern = form.format(n=rf"{more}(?P<n>{numbers})", unit=rf"(?P<unit>{units})")
        after = rf"(?: ?(?P<inexact_after>{all_words('inexact_after')})\b)?"
        yield from re.finditer(rf"\b(?:{inexact} )?{pattern}\b{after}", text)


def _with_weekday(match: re.Match[str]) -> tuple[int, int]:
    """Return where a match begins and ends with the weekday beside it: "maandag twee weken geleden".

    Which Monday that is, of which week, people do not agree on.
    """
    (start, end), text = match.span(), match.string
    before = re.search(rf"\b(?:(?:{all_words('last')}) )?{weekday_word()},? (?:\w{{1,3}} )?$", text[:start])
    after = re.match(rf",? (?:\w{{1,4}} )?{weekday_word()}\b", text[end:])
    return before.start() if before else start, end + after.end() if after else end


def _from_another_day(of_language: dict[str, Any], match: re.Match[str], day: date) -> Iterator[Found]:
    """Read "gisteren een week geleden" and "a week ago yesterday", by the `day` from today on."""
    (start, end), text = match.span(), match.string
    word = rf"(?P<word>{'|'.join(sorted(of_language['days_ago'], key=len, reverse=True))})"
    before = re.search(rf"\b{word} $", text[:start])
    after = re.match(rf" {word}\b", text[end:])
    for beside in filter(None, (before, after)):
        days = of_language["days_ago"][beside["word"]]
        yield Found(
            before.start() if before else start,
            end + after.end() if after else end,
            day - timedelta(days=days),
        )


def _ago(today: date, amount: int, unit: int | str) -> date:
    if isinstance(unit, int):
        return today - timedelta(days=amount * unit)
    months = amount * int(unit.removesuffix("months").removesuffix("month") or 1)
    years, month = divmod(today.month - 1 - months, 12)
    last = calendar.monthrange(today.year + years, month + 1)[1]
    return date(today.year + years, month + 1, min(today.day, last))


@lru_cache(maxsize=1)
def _months_before_days() -> list[str]:
    """Return the months of the languages that write "October 3"; elsewhere the 3 counts something else."""
    return [
        name for language in words() if words()[language].get("month_first") for name in months_of(language)
    ]


@lru_cache(maxsize=1)
def _month_patterns() -> tuple[re.Pattern[str], ...]:
    month, first = (
        "(?P<month>" + "|".join(sorted(names, key=len, reverse=True)) + rf"){ENDING}\b\.?"
        for names in (months(), _months_before_days())
    )
    # "maandag 12 oktober" is one date, not the latest Monday and a date.
    weekday = rf"(?:\b{weekday_word()},? +)?"
    ordinal = rf"(?:{ORDINAL})?"
    # Of "3 tot 5 november" the first counts.
    until = rf"(?:(?: *[-–/] *| (?:{all_words('range')}) )\d{{1,2}}{ordinal})?"
    # "Mar 3 oktober" is "maar" as it is said, and "jan 3 oktober" a name; but "Oct 3 may I".
    second = "|".join(sorted(set(months()) - {"may"}))
    return (
        re.compile(rf"{weekday}(?<![\d-])(?P<d>\d{{1,2}}){ordinal}{until}(?: of| من)? *{month}{_YEAR}"),
        # "Zij wordt in april 4" and "in May 12 children" tell of no day.
        re.compile(
            rf"{weekday}\b(?<!\bin ){first} +(?:the +)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)"
            rf"(?! +(?:{second})\b){_YEAR}(?![. ]*(?:{all_words('no_date_after')})\b)"
        ),
    )


@lru_cache(maxsize=1)
def _spelt_days() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    """Return by language how a day in words is written: "negende oktober", "the ninth of October"."""
    return tuple(
        (
            of_language,
            re.compile(
                rf"\b(?P<d>{'|'.join(sorted(of_language['days'], key=len, reverse=True))})(?: van)? "
                rf"(?P<month>{'|'.join(_months_in_full(language))}){ENDING}\b{_YEAR}"
            ),
        )
        for language, of_language in words().items()
    )


@lru_cache(maxsize=8)
def _months_in_full(language: str) -> list[str]:
    """Return the months of a language without what shortens them: "eerste jan" may be a child."""
    return [name for name in months_of(language) if len(name) > 3]


_AND_IN_ARABIC = "و"
_YEAR = r"(?:,? +(?P<y>\d{4})\b)?"

_NUMERIC_ISO = re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\d-])")


@lru_cache(maxsize=1)
def _numeric() -> re.Pattern[str]:
    # A dot needs a year behind it, or a month of two digits, as it is written east of here: "artikel 8.9" is
    # no date, and nor is "8.30".
    dot = r"\.(?=\d{1,2}\.\d|(?:0[1-9]|1[0-2])(?![\d.]\d|\d))"
    return re.compile(
        rf"(?:\b{weekday_word()},? +)?"
        rf"(?<![\d./-])(?P<d>\d{{1,2}}) ?(?:(?P<sep>[-/]) ?|{dot})(?P<m>\d{{1,2}})"
        r"(?: ?[-/.] ?'?(?P<y>\d{4}|\d{2}))?(?![\d/-]|\.\d)"
    )
