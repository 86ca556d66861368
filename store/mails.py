"""Mail that is to go out: stored in the transaction that it tells of, sent until it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from store.tables import outgoing_mail


@dataclass(frozen=True)
class Mail:
    """A mail by the name of its template; `data` fills it and never holds what a parent wrote."""

    to: str
    language: str
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
    tries: int = 0


def put_mail(db: Connection, mail: Mail, now: datetime) -> None:
    """Store a mail within a transaction."""
    db.execute(
        insert(outgoing_mail).values(
            to=mail.to,
            language=mail.language,
            kind=mail.kind,
            data=dict(mail.data),
            created_at=now,
            next_try_at=now,
            tries=0,
        )
    )


def put(engine: Engine, mail: Mail, now: datetime) -> None:
    """Store a mail."""
    with engine.begin() as db:
        put_mail(db, mail, now)


def due(engine: Engine, now: datetime, most: int = 20) -> list[Mail]:
    """Return mails that are to be sent now, oldest first."""
    query = (
        select(outgoing_mail)
        .where(outgoing_mail.c.sent_at.is_(None), outgoing_mail.c.next_try_at <= now)
        .order_by(outgoing_mail.c.id)
        .limit(most)
    )
    with engine.connect() as db:
        return [Mail(r.to, r.language, r.kind, r.data, r.id, r.tries) for r in db.execute(query)]


def take(engine: Engine, mail: Mail, now: datetime, pause: timedelta) -> bool:
    """Keep a mail that is due for oneself during `pause`. False when another desk has it already."""
    mine = (
        outgoing_mail.c.id == mail.id,
        outgoing_mail.c.sent_at.is_(None),
        outgoing_mail.c.next_try_at <= now,
    )
    with engine.begin() as db:
        taken = db.execute(update(outgoing_mail).where(*mine).values(next_try_at=now + pause))
    return taken.rowcount == 1


def sent(engine: Engine, mail: Mail, now: datetime) -> None:
    """Note that a mail has gone out; what filled it is not kept."""
    with engine.begin() as db:
        db.execute(update(outgoing_mail).where(outgoing_mail.c.id == mail.id).values(sent_at=now, data={}))


def failed(engine: Engine, mail: Mail, now: datetime, pause: timedelta) -> None:
    """Try again after a pause."""
    with engine.begin() as db:
        db.execute(
            update(outgoing_mail)
            .where(outgoing_mail.c.id == mail.id)
            .values(tries=mail.tries + 1, next_try_at=now + pause)
        )


def waiting(engine: Engine) -> int:
    """Return how many mails could not be sent yet though it was tried."""
    query = select(outgoing_mail.c.id).where(outgoing_mail.c.sent_at.is_(None), outgoing_mail.c.tries > 0)
    with engine.connect() as db:
        return len(db.execute(query).all())


def forget_sent(engine: Engine, before: datetime) -> None:
    """Delete what was sent before a moment."""
    with engine.begin() as db:
        db.execute(delete(outgoing_mail).where(outgoing_mail.c.sent_at < before))
