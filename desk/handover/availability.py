"""Whether a steunpunt is there now: its hours and holidays, who is present, and how many wait."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

from sqlalchemy.engine import Engine

from guide.hours import Openness, openness
from guide.register import Closing, Steunpunt
from guide.register_files import SchoolHolidays, read_school_holidays
from guide.workdays import is_working_day, next_working_day
from store import handovers, register, settings, staff
from store.handovers import Handover

# A console gives a sign of life every fifteen seconds; after this long without one nobody is there.
PRESENT_FOR = timedelta(seconds=60)
_SWV_FOLDER = Path(__file__).parents[2] / "data" / "swv"
_WITHIN = re.compile(r"(\d+)\s+(werkdag|dag|week|weken)")
# When a steunpunt names no term of its own: what it sets itself, and what parents are not promised.
_OUR_OWN_TERM = 5


@dataclass(frozen=True)
class Now:
    """What is true of a steunpunt now. `is_open` is None while its hours are not known."""

    steunpunt: Steunpunt
    is_open: bool | None
    # Amsterdam time at which that changes, None when that is not known.
    changes_at: datetime | None
    present: int
    # Who waits, in the order in which they are helped.
    waiting: Sequence[Handover]
    # The day on which it opens next after today's hours: a term before it may not wait.
    again_on: date

    @property
    def is_live(self) -> bool:
        """Whether a parent can be promised that somebody is there."""
        return self.is_open is not False and self.present > 0


@dataclass(frozen=True)
class ReplyTerm:
    """By when a message is answered; `is_promised` when the steunpunt itself has said or checked it."""

    due_on: date
    is_promised: bool


def look(engine: Engine, steunpunt_id: str, now: datetime) -> Now | None:
    """Return what is true of a steunpunt at `now` (UTC), None when there is no such steunpunt."""
    point = register.steunpunt(engine, steunpunt_id)
    if point is None:
        return None
    state = openness(point.hours, closings_of(point), now.replace(tzinfo=timezone.utc))
    again_on = _opens_again_on(point, state, now)
    return Now(
        point,
        state.is_open if point.hours else None,
        state.changes_at,
        staff.present(engine, steunpunt_id, now - PRESENT_FOR),
        in_order(handovers.in_states(engine, ["waiting"], [steunpunt_id]), again_on),
        again_on,
    )


def closings_of(point: Steunpunt) -> list[Closing]:
    """Return the days on which a steunpunt is closed, school holidays of its region included."""
    return [*point.closings, *school_holidays().by_region.get(point.holiday_region, ())]


def in_order(waiting: Sequence[Handover], again_on: date) -> list[Handover]:
    """Return who comes first: emergencies, then terms that end before it opens again, then waiting time."""
    return sorted(waiting, key=lambda one: (priority(one, again_on), one.waiting_since or one.started_at))


def priority(one: Handover, again_on: date) -> int:
    """Return 0 for an emergency, 1 for a term that ends before the day it opens again, 2 for the rest."""
    if one.urgent:
        return 0
    return 1 if one.nearest_term and one.nearest_term < again_on else 2


def reply_term(engine: Engine, point: Steunpunt, today: date) -> ReplyTerm:
    """Return by when a message of today is answered, in working days on which the steunpunt is not closed."""
    own = settings.of_steunpunt(engine, point.id).reply_working_days
    if own:
        return ReplyTerm(_working_days_on(point, today, own), is_promised=True)
    said = point.values.get("reply")
    found = (
        _WITHIN.search(said.texts["nl"]) if said and said.status_on(today) in ("checked", "draft") else None
    )
    if said is None or found is None:
        return ReplyTerm(_working_days_on(point, today, _OUR_OWN_TERM), is_promised=False)
    amount, unit = int(found[1]), found[2]
    days = {"werkdag": amount, "dag": amount}.get(unit, amount * 5)
    return ReplyTerm(_working_days_on(point, today, days), said.status_on(today) == "checked")


def half_way(point: Steunpunt, left_on: date, due_on: date) -> date:
    """Return the day on which colleagues are reminded: half of the term, the next working day at least."""
    middle = left_on + (due_on - left_on) / 2
    return max(middle, _working_days_on(point, left_on, 1))


def _working_days_on(point: Steunpunt, day: date, count: int) -> date:
    closings = closings_of(point)
    while count > 0:
        day += timedelta(days=1)
        closed = any(closing.first <= day <= closing.last for closing in closings)
        count -= is_working_day(day) and not closed
    return day


def _opens_again_on(point: Steunpunt, state: Openness, now: datetime) -> date:
    closes_at = state.changes_at if state.is_open else None
    if closes_at:
        state = openness(point.hours, closings_of(point), closes_at + timedelta(minutes=1))
    if not state.is_open and state.changes_at:
        return state.changes_at.date()
    return next_working_day(now.date() + timedelta(days=1))


@lru_cache(maxsize=1)
def school_holidays() -> SchoolHolidays:
    """Return the school holidays of data/swv."""
    return read_school_holidays(_SWV_FOLDER)
