"""What time it is: the only place that asks the computer."""

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Return the time in UTC, without a zone, as the database keeps it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


def today(fixed: date | None = None) -> date:
    """Return the date in the Netherlands, or `fixed` when a setting says so."""
    return fixed or datetime.now(AMSTERDAM).date()
