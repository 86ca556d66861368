"""Which mail goes to whom: never what a parent wrote, only that there is something and where."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.engine import Engine

from guide.register import Steunpunt
from store import staff
from store.handovers import Handover
from store.mails import Mail


def message_left(engine: Engine, seen: Handover, point: Steunpunt, due_on: date) -> list[Mail]:
    """Return the mails that tell everyone of a steunpunt that a message was left."""
    return _to(engine, "message_left", staff.SPEAKS, seen, point, due_on)


def reminder(engine: Engine, seen: Handover, point: Steunpunt) -> list[Mail]:
    """Return the mails that remind everyone of a message that nobody has taken up."""
    return _to(engine, "reminder", staff.SPEAKS, seen, point, seen.due_on)


def escalation(engine: Engine, seen: Handover, point: Steunpunt) -> list[Mail]:
    """Return the mails that tell the coordinators of a message whose term is over."""
    return _to(engine, "escalation", ("coordinator",), seen, point, seen.due_on)


def overview(engine: Engine, point: Steunpunt, due: Sequence[date], today: date) -> list[Mail]:
    """Return the daily overview for everyone of a steunpunt; `due` are the days of its open messages."""
    data = {
        "steunpunt": point.name,
        "open": len(due),
        "due": sum(day == today for day in due),
        "late": sum(day < today for day in due),
        "path": "/console",
    }
    people = staff.of_steunpunt(engine, point.id, staff.SPEAKS)
    return [Mail(one.email, one.language, "daily", data) for one in people if one.wants_mail]


def _to(
    engine: Engine, kind: str, roles: tuple[str, ...], seen: Handover, point: Steunpunt, due_on: date | None
) -> list[Mail]:
    data = {
        "reference": seen.reference,
        "steunpunt": point.name,
        "urgent": seen.urgent,
        "due_on": due_on.isoformat() if due_on else "",
        "path": f"/console/talks/{seen.id}",
    }
    people = staff.of_steunpunt(engine, point.id, roles)
    return [Mail(one.email, one.language, kind, data) for one in people if one.wants_mail]
