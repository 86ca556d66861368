"""Whether a steunpunt is open now, and when next, on the clock of Amsterdam."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from guide.register import Closing, Opening
from guide.workdays import is_holiday

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAYS_LOOKED_AHEAD = 60


@dataclass(frozen=True)
class Openness:
    """Open or not; until when, or from when next (Amsterdam time). None: not within sixty days."""

    is_open: bool
    changes_at: datetime | None


def openness(hours: Sequence[Opening], closings: Sequence[Closing], now: datetime) -> Openness:
    """Tell whether it is open at `now` (with a time zone), and when that changes.

    On the holidays of the Algemene termijnenwet it is closed, whatever its hours say.
    Raises ValueError for a time without a zone.
    """
    if now.tzinfo is None:
        raise ValueError("a time without a zone says nothing of opening hours")
    here = now.astimezone(AMSTERDAM)
    for opens, closes in _periods(hours, closings, here):
        if opens <= here < closes:
            return Openness(is_open=True, changes_at=closes)
        if here < opens:
            return Openness(is_open=False, changes_at=opens)
    return Openness(is_open=False, changes_at=None)


def _periods(
    hours: Sequence[Opening], closings: Sequence[Closing], here: datetime
) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(_DAYS_LOOKED_AHEAD):
        day = here.date() + timedelta(days=ahead)
        if is_holiday(day) or any(closing.first <= day <= closing.last for closing in closings):
            continue
        for opening in sorted((o for o in hours if o.weekday == day.weekday()), key=lambda o: o.opens):
            yield _at(day, opening.opens), _at(day, opening.closes)


def _at(day: date, hour: str) -> datetime:
    """Return a moment of a day; 24:00 is the end of it."""
    if hour == "24:00":
        return datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM)
    return datetime.combine(day, time.fromisoformat(hour), AMSTERDAM)
