"""Working days in the sense of the Algemene termijnenwet (Atw)."""

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import holidays
import yaml

_EQUATED_DAYS = Path(__file__).parent / "facts" / "equated_days.yml"
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def _equated() -> tuple[frozenset[date], int]:
    data = yaml.safe_load(_EQUATED_DAYS.read_text(encoding="utf-8"))
    return frozenset(data["days"]), int(data["decided_until"])


@lru_cache(maxsize=64)
def _official_holidays(year: int) -> frozenset[date]:
    calendar = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    return frozenset(calendar.keys())


def is_working_day(day: date) -> bool:
    """Tell whether `day` is no Saturday, Sunday, official holiday or equated day (Atw art. 1 and 3)."""
    return day.weekday() < 5 and not is_holiday(day) and day not in _equated()[0]


def is_holiday(day: date) -> bool:
    """Tell whether `day` is one of the holidays of Atw art. 3, on whatever day of the week."""
    return day in _official_holidays(day.year)


def next_working_day(day: date) -> date:
    """Return `day` itself when it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def last_working_day(day: date) -> date:
    """Return `day` itself when it is a working day, else the last working day before it."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def working_days_between(after: date, until: date) -> int:
    """Count the working days later than `after`, up to and including `until`."""
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(is_working_day(day) for day in days)


def holidays_are_decided(day: date) -> bool:
    """Tell whether the decrees on equated days for the year of `day` have been read."""
    return day.year <= _equated()[1]
