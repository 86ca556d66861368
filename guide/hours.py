"""The hours of a steunpunt in words, whether it is open now, and when next, on the clock of Amsterdam."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from babel.lists import format_list

from guide.language import N_, cldr, translate
from guide.register import Closing, Opening
from guide.workdays import is_holiday

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAYS_LOOKED_AHEAD = 60
DAYS_IN_A_ROW = N_("{eerste} tot en met {laatste}")
PERIOD = N_("{opent} tot {sluit} uur")


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


def in_words(hours: Sequence[Opening], locale: str) -> str:
    """Return the hours of a week as people write them: "maandag t/m donderdag 09:00 tot 12:30 uur".

    Days with the same hours are told together, in the order of the week; "" when there are no hours.
    """
    periods: dict[int, list[Opening]] = defaultdict(list)
    for opening in sorted(hours, key=lambda one: (one.weekday, one.opens)):
        periods[opening.weekday].append(opening)
    days_of: dict[str, list[int]] = defaultdict(list)
    for day, openings in periods.items():
        times = [translate(PERIOD, locale).format(opent=one.opens, sluit=one.closes) for one in openings]
        days_of[format_list(times, locale=cldr(locale))].append(day)
    return " · ".join(f"{_days_in_words(days, locale)} {times}" for times, days in days_of.items())


def _days_in_words(days: Sequence[int], locale: str) -> str:
    """Name days of the week (Monday is 0), three or more in a row as a range."""
    names = get_day_names("wide", "stand-alone", cldr(locale))
    told: list[str] = []
    for _, row in groupby(enumerate(days), key=lambda at: at[1] - at[0]):
        run = [names[day] for _, day in row]
        in_a_row = translate(DAYS_IN_A_ROW, locale).format(eerste=run[0], laatste=run[-1])
        told += run if len(run) < 3 else [in_a_row]
    return str(format_list(told, locale=cldr(locale)))


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
