"""Understand the date that a parent types: "28 september", "12-10", "vorige week dinsdag".

Deterministic and without a clock: today is handed in. All languages of `words.yml` are understood at
once, since parents mix them. A date without a year is the latest one that is not in the future, unless
the caller prefers the future. What cannot be a date (31 February, the year 1026) is named as such, so
that the parent can be told, and nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from guide.date_forms import candidates
from guide.date_words import Found, Problem, all_words, belong_together, words
from guide.spelling import fold

Prefer = Literal["past", "future"]


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


def read_date(text: str, today: date, prefer: Prefer = "past") -> Reading:
    """Read the date that `text` gives, the first of them, as a parent means it on the day `today`."""
    text = fold(text)
    found = _found(text, today, prefer)
    denied = {f for f in found if _is_denied(text, f)}
    taken_back = next((f.day for f in found if f in denied), None)
    first = next((f for f in found if f not in denied), None)
    if first is None:
        return Reading(denied=taken_back)
    return Reading(first.day, first.problem, taken_back, _says_nothing_else(text, found))


def dates_in(text: str, today: date, prefer: Prefer = "past") -> list[Found]:
    """Return the dates that `text` gives, in order, without those that it takes back."""
    text = fold(text)
    return [f for f in _found(text, today, prefer) if not _is_denied(text, f)]


def _found(text: str, today: date, prefer: Prefer) -> list[Found]:
    """Find all dates; where two readings overlap the one that begins first, then the longer one.

    A weekday beside a date says no other day: "vrijdag de 13e november", "13 november, vrijdag". What has to
    be done before a day, or lasts until it, did not happen on it.
    """
    hits = sorted(candidates(text, today, prefer), key=lambda f: (f.start, -f.end))
    chosen: list[Found] = []
    for hit in hits:
        if chosen and _is_one_day(text, chosen[-1], hit):
            by_date = hit if hit.known_by == "calendar" else chosen[-1]
            chosen[-1] = replace(by_date, start=chosen[-1].start, end=hit.end)
        elif not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
    known = [f for f in chosen if not f.is_no_day and not _is_counted_from(text, f)]
    return [f for f in _without_a_choice(text, known) if prefer == "future" or not _is_limit(text, f)]


def _without_a_choice(text: str, found: Sequence[Found]) -> list[Found]:
    """Leave out days of which it is not known which it was: "maandag of dinsdag", "5 of 6 november"."""
    either = rf",? (?:{all_words('or')}) (?:\w{{1,3}} )?"
    left_open = {
        f
        for one, other in pairwise(found)
        if re.fullmatch(either, text[one.end : other.start])
        for f in (one, other)
    }
    number = re.compile(rf"\d{{1,2}}(?:\w{{1,2}})?{either}$")
    return [f for f in found if f not in left_open and not number.search(text[: f.start])]


def _is_one_day(text: str, first: Found, second: Found) -> bool:
    """Tell whether one of two is the weekday of the other."""
    if {first.known_by, second.known_by} != {"calendar", "weekday"} or first.is_no_day or second.is_no_day:
        return False
    # "afgelopen maandag 9 november": the date begins with the weekday.
    if first.known_by == "weekday" and second.start < first.end < second.end:
        return True
    # "op 9 november, dinsdag kwam de brief": that was a Monday.
    if (
        second.known_by == "weekday"
        and first.day
        and second.day
        and first.day.weekday() != second.day.weekday()
    ):
        return False
    return second.start >= first.end and belong_together(text[first.end : second.start])


def is_since(text: str, found: Found) -> bool:
    """Tell whether something lasts from this day on, in a folded text: "sinds 1 september"."""
    return _comes_before(text, found, "since") or _comes_after(text, found, "since_after")


def _is_denied(text: str, found: Found) -> bool:
    """Tell whether a correction takes it back: "niet 3 maart maar 13 maart"."""
    return _comes_before(text, found, "not") or _comes_after(text, found, "not_after")


def _is_limit(text: str, found: Found) -> bool:
    """Tell whether something has to be done before this day, or lasts until it: "voor 1 december"."""
    return _comes_before(text, found, "until") or _comes_after(text, found, "until_after")


def _is_counted_from(text: str, found: Found) -> bool:
    """Tell whether another day is counted from this one: "drie weken na 5 oktober"."""
    return _comes_before(text, found, "counted_from") or _comes_after(text, found, "counted_from_after")


def _comes_before(text: str, found: Found, kind: str) -> bool:
    return re.search(rf"(?<!\w)(?:{all_words(kind)})(?: \w{{1,3}})? *$", text[: found.start]) is not None


def _comes_after(text: str, found: Found, kind: str) -> bool:
    """Tell whether words of a kind follow; in Turkish "day" may stand between: "3 Mart gününe kadar"."""
    pattern = rf"(?:'?y?[ae])?\W*(?:gunu(?:ne|nden)? )?(?:{all_words(kind)})\b"
    return re.match(pattern, text[found.end :]) is not None


def _says_nothing_else(text: str, found: Sequence[Found]) -> bool:
    rest = list(text)
    for f in found:
        rest[f.start : f.end] = " " * (f.end - f.start)
    around = {word for of_language in words().values() for word in of_language["around_a_date"]}
    left = [word for word in re.findall(r"\w+", "".join(rest)) if word not in around]
    return not left
