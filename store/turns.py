"""Whose turn it is: one desk at a time answers a conversation, and what is owed is taken up by another.

A desk writes its name on the conversation that it answers. Each word that it says renews the name and is
refused once another desk has taken over, so that a desk that was only slow says nothing twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.engine import Connection, Engine

from store.conversations import (
    BELIEVED_FOR,
    Conversation,
    Message,
    UnknownConversationError,
    as_conversation,
    as_message,
    put_answered,
)
from store.handovers import OPEN_OF, Handover
from store.tables import conversation, message

_reply = message.alias("reply")
_HAS_REPLY = (
    select(_reply.c.seq)
    .where(_reply.c.conversation_id == message.c.conversation_id, _reply.c.reply_to == message.c.seq)
    .exists()
)

_IS_FREE = or_(
    conversation.c.answering_by.is_(None),
    conversation.c.answering_by == bindparam("desk"),
    conversation.c.answering_until < bindparam("now"),
)
_TAKE = (
    update(conversation)
    .where(conversation.c.id == bindparam("of"), _IS_FREE)
    .values(answering_by=bindparam("desk"), answering_until=bindparam("until"))
)
_LET_GO = (
    update(conversation)
    .where(conversation.c.id == bindparam("of"), conversation.c.answering_by == bindparam("desk"))
    .values(answering_by=None, answering_until=None)
)
_OLDEST_PENDING = (
    select(message, _HAS_REPLY.label("begun"))
    .where(message.c.conversation_id == bindparam("of"), message.c.pending)
    .order_by(message.c.seq)
    .limit(1)
)
# What must be known to answer, in one look: each message of a parent asks for it.
_KNOWN = select(
    conversation,
    select(message.c.custom)
    .where(message.c.conversation_id == conversation.c.id, message.c.sender == "bot")
    .order_by(message.c.seq.desc())
    .limit(1)
    .scalar_subquery()
    .label("before"),
    OPEN_OF.exists().label("handed_over"),
).where(conversation.c.id == bindparam("of"))


@dataclass(frozen=True)
class Turn:
    """A message that waits, as a desk took it up, and what must be known to answer it."""

    conversation: Conversation
    message: Message
    # The one that is open.
    handover: Handover | None
    # The custom part of the bot's latest message, empty when it has said nothing yet.
    before: Mapping[str, Any]


class HeldError(Exception):
    """Another desk answers this conversation; it looks for more when it has done so."""


def owed(engine: Engine, desk: str, now: datetime, before: datetime) -> list[str]:
    """Return the conversations with a message of `before` that waits, and that no other desk answers."""
    query = (
        select(message.c.conversation_id)
        .join(conversation, conversation.c.id == message.c.conversation_id)
        .where(message.c.pending, message.c.at <= before, _IS_FREE)
        .distinct()
    )
    with engine.connect() as db:
        return list(db.execute(query, {"desk": desk, "now": now}).scalars())


def take(engine: Engine, conversation_id: str, desk: str, now: datetime) -> Turn | None:
    """Take the turn, with the oldest message that waits; None, and no turn, when there is none.

    A message that got part of its answer before a crash is not asked again: it would be told twice.
    Raises HeldError when another desk has the turn.
    """
    known = {"of": conversation_id, "desk": desk, "now": now, "until": now + BELIEVED_FOR}
    with engine.begin() as db:
        if db.execute(_TAKE, known).rowcount == 0:
            if _oldest_pending(db, conversation_id) is None:
                return None
            raise HeldError
        while (row := _oldest_pending(db, conversation_id)) is not None and row.begun:
            put_answered(db, conversation_id, row.seq)
        if row is None:
            _let_go(db, conversation_id, desk)
            return None
        seen = db.execute(_KNOWN, {"of": conversation_id}).one()
        opened = db.execute(OPEN_OF, {"of": conversation_id}).mappings().first() if seen.handed_over else None
    return Turn(
        as_conversation(seen),
        as_message(row),
        Handover(**opened) if opened else None,
        seen.before or {},
    )


def done(engine: Engine, conversation_id: str, seq: int, desk: str) -> bool:
    """Mark a message as answered and let the turn go; return whether another waits.

    Who stores a message changes the row of its conversation too: it is seen here, or finds the turn let go.
    Raises UnknownConversationError when the turn was no longer this desk's.
    """
    with engine.begin() as db:
        if not _let_go(db, conversation_id, desk):
            raise UnknownConversationError
        put_answered(db, conversation_id, seq)
        return _oldest_pending(db, conversation_id) is not None


def let_go(engine: Engine, conversation_id: str, desk: str) -> None:
    """Let the turn go, if it is this desk's."""
    with engine.begin() as db:
        _let_go(db, conversation_id, desk)


def _let_go(db: Connection, conversation_id: str, desk: str) -> bool:
    return db.execute(_LET_GO, {"of": conversation_id, "desk": desk}).rowcount == 1


def _oldest_pending(db: Connection, conversation_id: str) -> Any:
    return db.execute(_OLDEST_PENDING, {"of": conversation_id}).first()
