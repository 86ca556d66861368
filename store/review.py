"""What the bot did not understand, masked, until a person has said what it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Engine

from store.tables import misunderstood

OUTSIDE = "outside"


@dataclass(frozen=True)
class Misunderstood:
    """A masked question: `kind` is fallback or not_meant, `understood_as` the topic that was answered.

    `meant` is the topic that the parent herself chose afterwards, if she did.
    """

    id: int
    text: str
    language: str
    kind: str
    understood_as: str
    at: datetime
    topic: str | None
    meant: str | None


def keep(
    engine: Engine,
    conversation_id: str | None,
    text: str,
    language: str,
    kind: str,
    understood_as: str,
    now: datetime,
    meant: str | None = None,
) -> None:
    """Keep a masked question; it goes when its conversation is erased by the parent."""
    with engine.begin() as db:
        db.execute(
            insert(misunderstood).values(
                conversation_id=conversation_id,
                text=text,
                language=language,
                kind=kind,
                understood_as=understood_as,
                at=now,
                meant=meant,
            )
        )


def choose(engine: Engine, conversation_id: str, topic: str, text: str | None = None) -> bool:
    """Note the topic that the parent chose for this masked question, or for the latest without an answer.

    Return whether it is kept.
    """
    which = misunderstood.c.kind == "fallback" if text is None else misunderstood.c.text == text
    latest = (
        select(func.max(misunderstood.c.id))
        .where(misunderstood.c.conversation_id == conversation_id, which)
        .scalar_subquery()
    )
    with engine.begin() as db:
        done = db.execute(update(misunderstood).where(misunderstood.c.id == latest).values(meant=topic))
    return bool(done.rowcount)


def undecided(engine: Engine, most: int = 500) -> list[Misunderstood]:
    """Return what nobody has decided on, latest first."""
    return _rows(engine, misunderstood.c.topic.is_(None), most)


def decided(engine: Engine) -> list[Misunderstood]:
    """Return what was given a topic and is not exported yet."""
    return _rows(
        engine,
        misunderstood.c.topic.is_not(None) & misunderstood.c.exported_at.is_(None),
        most=10_000,
    )


def decide(engine: Engine, ids: Sequence[int], topic: str, staff_id: str) -> int:
    """Say which topic these questions are about, or OUTSIDE. Return how many were still undecided."""
    with engine.begin() as db:
        done = db.execute(
            update(misunderstood)
            .where(misunderstood.c.id.in_(ids), misunderstood.c.topic.is_(None))
            .values(topic=topic, decided_by=staff_id)
        )
    return int(done.rowcount)


def exported(engine: Engine, ids: Sequence[int], now: datetime) -> None:
    """Note that these were written as examples."""
    with engine.begin() as db:
        db.execute(update(misunderstood).where(misunderstood.c.id.in_(ids)).values(exported_at=now))


def detach(engine: Engine, conversation_ids: Sequence[str]) -> None:
    """Let masked questions outlive a conversation that is erased for its age, without a way back to it."""
    with engine.begin() as db:
        db.execute(
            update(misunderstood)
            .where(misunderstood.c.conversation_id.in_(conversation_ids))
            .values(conversation_id=None)
        )


def _rows(engine: Engine, condition: object, most: int) -> list[Misunderstood]:
    query = select(misunderstood).where(condition).order_by(misunderstood.c.id.desc()).limit(most)
    with engine.connect() as db:
        return [
            Misunderstood(r.id, r.text, r.language, r.kind, r.understood_as, r.at, r.topic, r.meant)
            for r in db.execute(query)
        ]
