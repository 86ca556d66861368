"""The bot's memory of a conversation: one row a sender, written whole, read whole, deleted at once."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Engine

from store.tables import tracker


def save(engine: Engine, sender_id: str, events: str, now: datetime) -> None:
    """Store the events (JSON) of a sender in place of what was there."""
    values = {"events": events, "saved_at": now}
    with engine.begin() as db:
        changed = db.execute(update(tracker).where(tracker.c.sender_id == sender_id).values(**values))
        if changed.rowcount == 0:
            db.execute(insert(tracker).values(sender_id=sender_id, **values))


def load(engine: Engine, sender_id: str) -> str | None:
    """Return the stored events (JSON) of a sender, None when there are none."""
    with engine.connect() as db:
        events: str | None = db.execute(
            select(tracker.c.events).where(tracker.c.sender_id == sender_id)
        ).scalar()
    return events


def erase(engine: Engine, sender_id: str) -> None:
    """Delete all that is stored of a sender."""
    with engine.begin() as db:
        db.execute(delete(tracker).where(tracker.c.sender_id == sender_id))


def senders(engine: Engine) -> list[str]:
    """Return the ids of all senders."""
    with engine.connect() as db:
        return list(db.execute(select(tracker.c.sender_id)).scalars())
