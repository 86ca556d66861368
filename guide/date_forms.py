"""The forms in which parents write a day: "28 september", "12-10", "twee weken geleden", "komende dinsdag".

All languages of `words.yml` are read at once. The text is folded (guide/spelling.py); today is handed in.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from babel.dates import get_day_names, get_month_names

from guide.spelling import fold

Problem = Literal["no_such_day", "no_such_year"]
# What a day is known by: the calendar ("9 november", "maandag de 9e") or the name of its weekday alone.
Known = Literal["calendar", "weekday", ""]

_WORDS_FILE = Path(__file__).parent / "words.yml"
_YEARS = range(1990, 2101)
# How many days ahead a day without a year is taken to be still to come, and if words tell so ("wordt").
_SOON, _COMING = 60, 183
# How many days around today a weekday with the day of a month ("vrijdag de 13e") is looked for.
_NEAR = 92


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
            month = _months()[match["month"].rstrip(".")]
            yield _made(match, match["y"], month, int(match["d"]), today, prefer)
    for of_language, pattern in _spelt_days():
        for match in pattern.finditer(text):
            day = of_language["days"][match["d"]]
            yield _made(match, match["y"], _months()[match["month"]], day, today, prefer)
    yield from _relative(text, today)
    yield from _weekdays_around(text, today, prefer)
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
    if ahead is None or (ahead - today).days > soon or _stands_before(match, "since"):
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
        _stands_before(match, kind)
        or re.match(rf",? *(?:\w{{1,3}} )?(?:{all_words(kind)})\b", after) is not None
    )


def _stands_before(match: re.Match[str], kind: str) -> bool:
    before = match.string[: match.start()]
    return re.search(rf"\b(?:{all_words(kind)})(?: \w{{1,3}})? *$", before) is not None


def _is_a_day(match: re.Match[str]) -> bool:
    """Tell whether two numbers in a sentence are a day and a month; with a dot they may be a time."""
    if _counts_something(match):
        return False
    return _says(match, "dotted") or (match["sep"] is not None and not _is_of_something(match))


def _is_on_its_weekday(match: re.Match[str], found: Found) -> bool:
    """Tell whether it is the day that its weekday says: "w piątek 13.11", and not the time "maandag 9.10"."""
    name = re.match(_weekday_names(), match[0])
    return name is not None and found.day is not None and found.day.weekday() == _weekdays()[name[0]]


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
    before = re.search(rf"\b(?:(?:{all_words('last')}) )?{_weekday_word()},? (?:\w{{1,3}} )?$", text[:start])
    after = re.match(rf",? (?:\w{{1,4}} )?{_weekday_word()}\b", text[end:])
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


def _weekdays_around(text: str, today: date, prefer: str) -> Iterator[Found]:
    """Read "dinsdag vorige week", "(afgelopen) dinsdag" (the latest), "komende dinsdag", "dinsdag de 10e".

    A week is the calendar week, from Monday. "Elke dinsdag" is no day.
    """
    for pattern in _weekday_patterns():
        for match in pattern.finditer(text):
            weekday = _weekdays()[match["name"]]
            said = match.groupdict()
            monday = today - timedelta(days=today.weekday())
            day: date | None
            if (
                any(said[kind] for kind in ("every", "later", "through"))
                or _is_to_come(match)
                or _is_of_a_month(match)
            ):
                day = None
            elif said["next_week"] or said["next_week_after"]:
                day = monday + timedelta(days=7 + weekday)
            elif said["next"] or said["next_after"]:
                day = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
            elif said["last_week"] or said["last_week_after"]:
                day = monday + timedelta(days=weekday - 7)
            elif of_month := _day_of_month(match):
                day = _such_a_day(weekday, of_month, today, prefer)
                yield Found(match.start(), of_month.end(), day, known_by="calendar")
                continue
            else:
                day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
            yield Found(*match.span(), day, known_by="weekday")


def _day_of_month(match: re.Match[str]) -> re.Match[str] | None:
    """Return the day of a month that stands behind a weekday, without its month: "vrijdag de 13e"."""
    text = match.string
    found = _behind_a_weekday().match(text, match.end())
    if found is None or re.compile(rf"[. ]*(?:{all_words('no_date_after')})\b").match(text, found.end()):
        return None
    follows = re.compile(r" +([^\W\d]+)").match(text, found.end())
    counts = follows is not None and re.fullmatch(_words_after_a_date(), follows[1]) is None
    return None if counts and not found["ordinal"] and found["d"].isdigit() else found


@lru_cache(maxsize=1)
def _behind_a_weekday() -> re.Pattern[str]:
    spelt = "|".join(sorted(_ordinals(), key=len, reverse=True))
    months = "|".join(_months())
    return re.compile(
        rf"{_link()}(?P<d>\d{{1,2}}|{spelt})(?P<ordinal>(?:{_ORDINAL})?)(?![\w:]| ?[-–./:] ?\d)"
        rf"(?! *(?:(?:of|van|من|من شهر) )?(?:{months}){_ENDING}\b)(?! (?:{spelt}|عشر)\b)"
    )


@lru_cache(maxsize=1)
def _ordinals() -> dict[str, int]:
    """Return the days of a month as they are written in words, without words that only count: "dertiende"."""
    numbers = {word for of_language in words().values() for word in of_language["numbers"]}
    days = [day for of_language in words().values() for day in of_language["days"].items()]
    return {re.sub(r" (?:of|من|من شهر)$", "", word): day for word, day in days if word not in numbers}


def _such_a_day(weekday: int, of_month: re.Match[str], today: date, prefer: str) -> date | None:
    """Return the nearest such weekday with that day of the month, where one was or comes: Friday the 13th."""
    number = _ordinals().get(of_month["d"]) or int(of_month["d"])
    before = [today - timedelta(days=days) for days in range(_NEAR)]
    ahead = [today + timedelta(days=days) for days in range(_NEAR)]
    days = [*ahead, *before] if prefer == "future" else [*before, *ahead]
    return next((day for day in days if (day.weekday(), day.day) == (weekday, number)), None)


def _is_of_a_month(match: re.Match[str]) -> bool:
    """Tell whether a weekday is one of a month: "de eerste maandag van november"."""
    month = re.compile(rf" (?:van|of|in|w|у|в|من) (?:\w{{1,5}} )?(?:{'|'.join(_months())})\b")
    return month.match(match.string, match.end()) is not None


def _is_to_come(match: re.Match[str]) -> bool:
    """Tell whether a weekday lies ahead: "maandag mag hij weer", and not "sinds maandag mag hij niet"."""
    return match["later_after"] is not None and not _stands_before(match, "since")


@lru_cache(maxsize=1)
def _weekday_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(_weekday(of_language) for of_language in words().values())


def _weekday(of_language: dict[str, Any]) -> re.Pattern[str]:
    kinds = ("every", "later", "next_week", "last_week", "next")
    said = {kind: "|".join(of_language[kind]) for kind in (*kinds, "last")}
    before = "|".join(rf"(?P<{kind}>{said[kind]})(?: \w{{1,3}})?" for kind in kinds)
    after = "|".join(rf"(?P<{kind}_after>{said[kind]})" for kind in kinds[1:])
    # Turkish says "from Monday" and not "to": "pazartesiden cumaya kadar".
    through = rf"(?: *[-–] *| (?:{all_words('through')}) (?:\w{{1,2}} )?|(?<=[dt][ae]n) )"
    last, ending = said["last"], _ENDING_OF_WEEKDAY.format(all_words("part_of_day"))
    return re.compile(
        rf"\b(?:(?:{before}) )?(?:(?:{last}) )?(?P<name>{_weekday_names()}){ending}"
        rf"(?:(?P<through>{through}{_weekday_word()}(?:'?y?[ae])?)|,? (?:\w{{1,3}} )?(?:{after})\b)?(?![\w-])"
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
def _weekday_word() -> str:
    return rf"(?:{_weekday_names()})" + _ENDING_OF_WEEKDAY.format(all_words("part_of_day"))


@lru_cache(maxsize=1)
def _link() -> str:
    """Return what may stand between a weekday and its day: "vrijdag, de 13e", "maandag dd 9 november"."""
    return rf"[ ,.:;(–-]*(?:(?:{all_words('beside_a_weekday')})[ ,.:;(–-]+){{0,3}}"


def belong_together(between: str) -> bool:
    """Tell whether a weekday and a date of a folded text are one day, by what stands `between` them."""
    return re.fullmatch(_link(), between) is not None


@lru_cache(maxsize=1)
def _month_patterns() -> tuple[re.Pattern[str], ...]:
    month, first = (
        "(?P<month>" + "|".join(sorted(names, key=len, reverse=True)) + rf"){_ENDING}\b\.?"
        for names in (_months(), _months_before_days())
    )
    # "maandag 12 oktober" is one date, not the latest Monday and a date.
    weekday = rf"(?:\b{_weekday_word()},? +)?"
    ordinal = rf"(?:{_ORDINAL})?"
    # Of "3 tot 5 november" the first counts.
    until = rf"(?:(?: *[-–/] *| (?:{all_words('range')}) )\d{{1,2}}{ordinal})?"
    # "Mar 3 oktober" is "maar" as it is said, and "jan 3 oktober" a name; but "Oct 3 may I".
    second = "|".join(sorted(set(_months()) - {"may"}))
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
                rf"(?P<month>{'|'.join(_months_in_full(language))}){_ENDING}\b{_YEAR}"
            ),
        )
        for language, of_language in words().items()
    )


@lru_cache(maxsize=8)
def _months_in_full(language: str) -> list[str]:
    """Return the months of a language without what shortens them: "eerste jan" may be a child."""
    return [name for name in _months_of(language) if len(name) > 3]


# What Turkish hangs on a month ("28 eylülde"), and what makes a number the day of a month.
_ENDING = r"(?:'?(?:[dt][ea]n?|nin|in|un|i|u|e|a))?"
_ENDING_OF_WEEKDAY = r"(?:{}|'?[dt][ae]n)?"
_ORDINAL = r"e|ste|de|st|nd|rd|th|-?go|-?го|-?ого|-?е"
_AND_IN_ARABIC = "و"
_YEAR = r"(?:,? +(?P<y>\d{4})\b)?"

_NUMERIC_ISO = re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\d-])")


@lru_cache(maxsize=1)
def _numeric() -> re.Pattern[str]:
    # A dot needs a year behind it, or a month of two digits, as it is written east of here: "artikel 8.9" is
    # no date, and nor is "8.30".
    dot = r"\.(?=\d{1,2}\.\d|(?:0[1-9]|1[0-2])(?![\d.]\d|\d))"
    return re.compile(
        rf"(?:\b{_weekday_word()},? +)?"
        rf"(?<![\d./-])(?P<d>\d{{1,2}}) ?(?:(?P<sep>[-/]) ?|{dot})(?P<m>\d{{1,2}})"
        r"(?: ?[-/.] ?'?(?P<y>\d{4}|\d{2}))?(?![\d/-]|\.\d)"
    )
