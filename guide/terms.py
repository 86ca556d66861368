"""The deadline calculator: from what happened, and when, to the dates that follow.

The terms themselves are data (`guide/facts/terms.yml`); the ways of counting are here:

- the day after an event is day 1, so a term in weeks ends on the weekday of the event (Awb art. 6:8);
- weeks are calendar weeks: school holidays do not stop a term;
- a statutory term that ends on a day that is no working day runs on to the next one, and a term of
  three days or more holds at least two working days (Algemene termijnenwet art. 1 and 2), but not a
  term counted backwards, and not one longer than twelve weeks or three months (art. 1 lid 2, 4);
- parents get the safe date: the last working day on or before the end that was not moved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml

from guide.workdays import (
    holidays_are_decided,
    last_working_day,
    next_working_day,
    working_days_between,
)

Sector = Literal["po", "sbo", "so", "vo", "vso", "pro"]
Who = Literal["parents", "school", "swv", "gpo", "court"]
Board = Literal["public", "private", "unknown"]
Certainty = Literal["certain", "depends", "uncertain"]

Day: TypeAlias = date

SECTORS: tuple[Sector, ...] = ("po", "sbo", "so", "vo", "vso", "pro")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)

_TERMS_FILE = Path(__file__).parent / "facts" / "terms.yml"
_DAYS = {"days": 1, "weeks": 7}
_LONGEST_DAYS_MOVED = 12 * 7
_LONGEST_MONTHS_MOVED = 3


class TermError(ValueError):
    """A question to the calculator that has no answer: an unknown event or an impossible date."""


@dataclass(frozen=True)
class Term:
    """One rule of terms.yml, under the names that the file gives its fields."""

    id: str
    counts_from: str
    what: str
    who: Who
    amount: int
    unit: Literal["days", "weeks", "months"]
    atw: Literal["yes", "statute", "uncertain", "no"]
    sectors: tuple[Sector, ...]
    basis: Mapping[str, str]
    facts: tuple[str, ...]
    what_extended: str = ""
    direction: Literal["after", "before"] = "after"
    bound: Literal["latest", "earliest"] = "latest"
    boards: tuple[Board, ...] = ("public", "private", "unknown")
    certainty: Certainty = "certain"
    unless: str = ""
    add_days: int = 0
    until_day: bool = False
    first_of_month: bool = False
    fixed_day: str = ""
    also_from_unmoved_end: bool = False
    extension: Mapping[str, Any] = field(default_factory=dict)

    @property
    def follows(self) -> str:
        """The id of the term after whose end this one starts, or an empty string."""
        return self.counts_from[7:] if self.counts_from.startswith("end of ") else ""


@dataclass(frozen=True)
class Deadline:
    """A date that follows from an event.

    `raw_date` is the end without any shift, `date` the outer end, `safe_date` what a parent should
    keep to (only where parents must act), `later_date` the end if the Algemene termijnenwet applies
    after all (only where that is uncertain), `first_working_day` the first one on or after `date`;
    `amount` and `unit` say how long was counted from `counted_from`.
    """

    id: str
    what: str
    who: Who
    date: Day
    raw_date: Day
    counted_from: Day
    basis: str
    certainty: Certainty
    facts: tuple[str, ...]
    safe_date: Day | None = None
    later_date: Day | None = None
    extendable: bool = False
    extended: bool = False
    amount: int = 0
    unit: Literal["days", "weeks", "months"] = "days"

    @property
    def moved(self) -> bool:
        """Whether the Algemene termijnenwet moved the end."""
        return self.date != self.raw_date

    @property
    def first_working_day(self) -> Day:
        """The first working day on or after `date`."""
        return next_working_day(self.date)


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return the rules of terms.yml in the order of the file."""
    rows: list[dict[str, Any]] = yaml.safe_load(_TERMS_FILE.read_text(encoding="utf-8"))["terms"]
    lists = ("sectors", "facts", "boards")
    found = []
    for row in rows:
        fields: dict[str, Any] = {k: tuple(v) if k in lists else v for k, v in row.items()}
        found.append(Term(**fields))
    return tuple(found)


def events() -> frozenset[str]:
    """Return the names of the events that a parent can give a date for."""
    return frozenset(term.counts_from for term in terms() if not term.follows) | {"gpo-opinion-given"}


def deadlines(
    happened: Mapping[str, date], sector: Sector | None = None, board: Board = "unknown"
) -> list[Deadline]:
    """Return the dates that follow from the events in `happened`, in order of date.

    `happened` maps events (see `events`) to their days, several of one case together: a refusal, the
    objection to it, a request to the GPO. Without a `sector` the terms of all sectors are taken and
    those that come out alike are joined, with the legal bases of each.

    Raises TermError for an unknown event or a date before 1990 or after 2100.
    """
    _check(happened)
    happened = _with_fourth_birthday(happened)
    results: list[Deadline] = []
    for term in terms():
        if _applies(term, happened, sector, board):
            results.extend(_of_term(term, happened, sector, board, results))
    return sorted(_joined(results), key=lambda deadline: (deadline.date, deadline.id))


def _check(happened: Mapping[str, date]) -> None:
    for event, day in happened.items():
        if event not in events():
            raise TermError(f"unknown event: {event}")
        if not EARLIEST <= day <= LATEST:
            raise TermError(f"{event}: {day} is not between {EARLIEST} and {LATEST}")


def _with_fourth_birthday(happened: Mapping[str, date]) -> dict[str, date]:
    result = dict(happened)
    if "third-birthday" in result:
        result.setdefault("fourth-birthday", _add_months(result["third-birthday"], 12))
    return result


def _applies(term: Term, happened: Mapping[str, date], sector: Sector | None, board: Board) -> bool:
    return (
        (bool(term.follows) or term.counts_from in happened)
        and not (term.unless and term.unless in happened)
        and (sector is None or sector in term.sectors)
        and board in term.boards
    )


def _of_term(
    term: Term,
    happened: Mapping[str, date],
    sector: Sector | None,
    board: Board,
    earlier: list[Deadline],
) -> Iterator[Deadline]:
    if not term.follows:
        yield from _counted(term, happened[term.counts_from], happened, sector, board)
        return
    for first in [d for d in earlier if d.id == term.follows and not d.extended]:
        yield from _counted(term, first.date, happened, sector, board)
        if term.also_from_unmoved_end and first.moved:
            other = next(_counted(term, first.raw_date, happened, sector, board))
            yield replace(other, date=other.raw_date, certainty="uncertain")


def _counted(
    term: Term,
    start: date,
    happened: Mapping[str, date],
    sector: Sector | None,
    board: Board,
) -> Iterator[Deadline]:
    deadline = _deadline(term, start, sector, board)
    if term.id == "decision-objection-4w" and "gpo-request" in happened:
        deadline = _suspended_by_gpo(deadline, happened)
    yield deadline
    if term.extension:
        longer = replace(
            term,
            amount=term.amount + term.extension["amount"],
            atw=term.extension["atw"],
            what=term.what_extended,
            extension={},
        )
        yield replace(_deadline(longer, start, sector, board), extended=True)


def _deadline(term: Term, start: date, sector: Sector | None, board: Board) -> Deadline:
    end = _end(term, start)
    raw = end + timedelta(days=term.add_days)
    shifted = _shifted(term, start, end) + timedelta(days=term.add_days)
    end_date = shifted if term.atw in ("yes", "statute") else raw
    return Deadline(
        id=term.id,
        what=term.what,
        who=term.who,
        date=end_date,
        raw_date=raw,
        counted_from=start,
        basis=_basis(term, sector),
        certainty=_certainty(term, raw, shifted, board),
        facts=term.facts,
        amount=term.amount,
        unit=term.unit,
        safe_date=_safe_date(term, raw),
        later_date=shifted if term.atw == "uncertain" and shifted != raw else None,
        extendable=bool(term.extension),
    )


def _end(term: Term, start: date) -> date:
    if term.fixed_day:
        this_year = date.fromisoformat(f"{start.year}-{term.fixed_day}")
        return this_year if this_year >= start else _add_months(this_year, 12)
    if term.unit == "months":
        end = _add_months(start, term.amount)
        return end.replace(day=1) if term.first_of_month else end
    days = timedelta(days=term.amount * _DAYS[term.unit])
    end = start - days if term.direction == "before" else start + days
    return end - timedelta(days=1) if term.until_day else end


def _shifted(term: Term, start: date, end: date) -> date:
    """Move the end of a term as Atw art. 1 and 2 do; long terms stay (art. 4)."""
    long = (
        term.amount > _LONGEST_MONTHS_MOVED
        if term.unit == "months"
        else term.amount * _DAYS[term.unit] > _LONGEST_DAYS_MOVED
    )
    # The uncertain terms are moved whatever their length: the result is only the later alternative.
    if term.atw == "no" or (long and term.atw != "uncertain"):
        return end
    while (end - start).days >= 3 and working_days_between(start, end) < 2:
        end += timedelta(days=1)
    return next_working_day(end)


def _safe_date(term: Term, raw: date) -> date | None:
    if term.who != "parents" or term.bound == "earliest":
        return None
    return last_working_day(raw)


def _certainty(term: Term, raw: date, shifted: date, board: Board) -> Certainty:
    if not holidays_are_decided(max(raw, shifted)):
        return "uncertain"
    if term.certainty != "certain" or raw == shifted or term.atw in ("yes", "no"):
        return term.certainty
    if term.atw == "statute":
        return "certain" if board == "public" else "depends"
    return "uncertain"


def _basis(term: Term, sector: Sector | None) -> str:
    if "all" in term.basis:
        return term.basis["all"]
    if sector:
        return term.basis[sector]
    return "; ".join(dict.fromkeys(term.basis.values()))


def _suspended_by_gpo(deadline: Deadline, happened: Mapping[str, date]) -> Deadline:
    """Stop the clock of the board while the GPO has the case (WPO art. 43, WEC art. 45).

    The act does not say whether the first and the last day count, so one day more is given as the
    later date. Without an opinion yet, the ten weeks of the GPO are taken.
    """
    asked = happened["gpo-request"]
    opinion = happened.get("gpo-opinion-given") or next_working_day(asked + timedelta(weeks=10))
    raw = deadline.raw_date + (opinion - asked)
    return replace(
        deadline,
        raw_date=raw,
        date=raw,
        later_date=next_working_day(raw + timedelta(days=1)),
        certainty="uncertain",
        facts=(*deadline.facts, "gpo-suspends-decision"),
    )


def _joined(results: list[Deadline]) -> list[Deadline]:
    """Join deadlines that differ in nothing a parent would notice but their legal basis."""
    joined: dict[tuple[str, str, date, date], Deadline] = {}
    for deadline in results:
        key = (deadline.id, deadline.who, deadline.date, deadline.raw_date)
        same = joined.get(key)
        if same and same.extended == deadline.extended:
            bases = dict.fromkeys([*same.basis.split("; "), *deadline.basis.split("; ")])
            joined[key] = replace(same, basis="; ".join(bases))
        else:
            joined[key] = deadline
    return list(joined.values())


def _add_months(day: date, months: int) -> date:
    """Add calendar months; the 29th of February becomes the 28th where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    for shorter in range(4):
        try:
            return date(day.year + years, month + 1, day.day - shorter)
        except ValueError:
            continue
    raise TermError(f"no day {months} months after {day}")
