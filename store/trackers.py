"""The bot's memory of a conversation: one row a sender, written whole, read whole, deleted at once."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Engine

from store.tables import tracker

_SAVE = (
    update(tracker)
    .where(tracker.c.sender_id == bindparam("of"))
    .values(events=bindparam("events"), saved_at=bindparam("saved_at"))
)
_LOAD = select(tracker.c.events, tracker.c.saved_at).where(tracker.c.sender_id == bindparam("of"))
_SAVED_AT = select(tracker.c.saved_at).where(tracker.c.sender_id == bindparam("of"))


def save(engine: Engine, sender_id: str, events: str, now: datetime) -> None:
    """Store the events (JSON) of a sender in place of what was there."""
    values = {"events": events, "saved_at": now}
    with engine.begin() as db:
        if db.execute(_SAVE, {"of": sender_id, **values}).rowcount == 0:
            db.execute(insert(tracker).values(sender_id=sender_id, **values))


def load(engine: Engine, sender_id: str) -> tuple[str, datetime] | None:
    """Return the stored events (JSON) of a sender and when they were stored, None when there are none."""
    with engine.connect() as db:
        row = db.execute(_LOAD, {"of": sender_id}).first()
    return (row.events, row.saved_at) if row else None


def saved_at(engine: Engine, sender_id: str) -> datetime | None:
    """Return when the events of a sender were last stored, None when there are none."""
    with engine.connect() as db:
        moment: datetime | None = db.execute(_SAVED_AT, {"of": sender_id}).scalar()
    return moment


def erase(engine: Engine, sender_id: str) -> None:
    """Delete all that is stored of a sender."""
    with engine.begin() as db:
        db.execute(delete(tracker).where(tracker.c.sender_id == sender_id))


def senders(engine: Engine) -> list[str]:
    """Return the ids of all senders."""
    with engine.connect() as db:
        return list(db.execute(select(tracker.c.sender_id)).scalars())
