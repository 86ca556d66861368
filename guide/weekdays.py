"""The days that are named by their weekday: "dinsdag vorige week", "komende dinsdag", "vrijdag de 13e"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from guide.date_words import (
    ENDING,
    ENDING_OF_WEEKDAY,
    ORDINAL,
    Found,
    all_words,
    link,
    months,
    stands_before,
    weekday_names,
    weekday_word,
    weekdays,
    words,
    words_after_a_date,
)

# How many days around today a weekday with the day of a month ("vrijdag de 13e") is looked for.
_NEAR = 62


def weekdays_around(text: str, today: date, prefer: str) -> Iterator[Found]:
    """Read "dinsdag vorige week", "(afgelopen) dinsdag" (the latest), "komende dinsdag", "dinsdag de 10e".

    A week is the calendar week, from Monday. "Elke dinsdag" is no day.
    """
    for pattern in _weekday_patterns():
        for match in pattern.finditer(text):
            yield _read(match, today, prefer)


def _read(match: re.Match[str], today: date, prefer: str) -> Found:
    weekday, said = weekdays()[match["name"]], match.groupdict()
    if (
        any(said[kind] for kind in ("every", "later", "through"))
        or _is_to_come(match)
        or _is_of_a_month(match)
    ):
        return Found(*match.span())
    monday = today - timedelta(days=today.weekday())
    if said["next_week"] or said["next_week_after"]:
        day = monday + timedelta(days=7 + weekday)
    elif said["next"] or said["next_after"]:
        day = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    elif said["last_week"] or said["last_week_after"]:
        day = monday + timedelta(days=weekday - 7)
    elif of_month := _day_of_month(match, today, prefer):
        return of_month
    else:
        day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return Found(*match.span(), day, known_by="weekday")


def _day_of_month(match: re.Match[str], today: date, prefer: str) -> Found | None:
    """Read the day of a month that stands behind a weekday, without its month: "vrijdag de 13e".

    Return None where it is no such day: "dinsdag 10 kinderen", "maandag voor de eerste keer".
    """
    found = _behind_a_weekday().match(match.string, match.end())
    after = re.compile(rf"[. ]*(?:{all_words('no_date_after')})\b")
    if found is None or after.match(match.string, found.end()):
        return None
    near = _such_a_day(weekdays()[match["name"]], found, today, prefer)
    if not _leads_on(found):
        return Found(match.start(), found.end(), near, known_by="calendar")
    is_bare = found["d"].isdigit() and not found["ordinal"]
    # "Dinsdag het 3e gesprek": a Tuesday was the 3rd, and it may be the third talk.
    return None if is_bare or near is None else Found(match.start(), found.end())


def _leads_on(of_month: re.Match[str]) -> bool:
    """Tell whether a number is about what follows it, for all that is known: "dinsdag de 3e keer"."""
    follows = re.compile(r" +([^\W\d]+)").match(of_month.string, of_month.end())
    return follows is not None and re.fullmatch(words_after_a_date(), follows[1]) is None


@lru_cache(maxsize=1)
def _behind_a_weekday() -> re.Pattern[str]:
    spelt = "|".join(sorted(_ordinals(), key=len, reverse=True))
    names = "|".join(months())
    return re.compile(
        rf"{link()}(?P<d>\d{{1,2}}|{spelt})(?P<ordinal>(?:{ORDINAL})?)(?![\w:]| ?[-–./:] ?\d)"
        rf"(?! *(?:(?:of|van|من|من شهر) )?(?:{names}){ENDING}\b)(?! (?:{spelt}|عشر)\b)"
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
    month = re.compile(rf" (?:van|of|in|w|у|в|من) (?:\w{{1,5}} )?(?:{'|'.join(months())})\b")
    return month.match(match.string, match.end()) is not None


def _is_to_come(match: re.Match[str]) -> bool:
    """Tell whether a weekday lies ahead: "maandag mag hij weer", and not "sinds maandag mag hij niet"."""
    return match["later_after"] is not None and not stands_before(match, "since")


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
    last, ending = said["last"], ENDING_OF_WEEKDAY.format(all_words("part_of_day"))
    return re.compile(
        rf"\b(?:(?:{before}) )?(?:(?:{last}) )?(?P<name>{weekday_names()}){ending}"
        rf"(?:(?P<through>{through}{weekday_word()}(?:'?y?[ae])?)|,? (?:\w{{1,3}} )?(?:{after})\b)?(?![\w-])"
    )
