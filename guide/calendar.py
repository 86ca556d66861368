"""The dates of a case as a calendar file (.ics, RFC 5545) for the parent's own telephone."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

REMINDERS = (timedelta(days=7), timedelta(days=2))


def calendar_file(deadlines: Iterable[Mapping[str, Any]], made_at: datetime) -> bytes:
    """Return an iCalendar file with one whole-day event for each deadline.

    `deadlines` are those of a chat message (`what`, `date`, `safe_date`, `basis`, dates as YYYY-MM-DD);
    what parents must do stands on its safe date. Reminders come seven and two days before.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Wegwijs//passend onderwijs//NL")
    calendar.add("version", "2.0")
    for number, deadline in enumerate(deadlines):
        day = date.fromisoformat(deadline.get("safe_date") or deadline["date"])
        event = Event()
        event.add("uid", f"{deadline['id']}-{number}-{day.isoformat()}@wegwijs")
        event.add("dtstamp", made_at)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", deadline["what"])
        event.add("description", deadline["basis"])
        event.add("transp", "TRANSPARENT")
        for before in REMINDERS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", deadline["what"])
            alarm.add("trigger", -before)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
