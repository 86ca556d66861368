"""Conversations and their messages. Every function is one transaction and needs no web.

A message is stored before it is worked on, gets the next sequence number of its conversation, and
is `pending` until it has its answer; so whatever process dies, the database knows what is owed.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Literal

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError

from store.database import scrub
from store.tables import BUSY_STATES, conversation, feedback, handover, message, misunderstood, tracker

Sender = Literal["parent", "bot", "person", "system"]
Kind = Literal["text", "value", "start"]

# More messages than the bot ever answers one with.
_MOST_ANSWERS = 8
# How long a desk that gives no sign of life is still believed to answer a conversation: longer than the
# longest turn, which renews it with every word.
BELIEVED_FOR = timedelta(seconds=40)


class UnknownConversationError(LookupError):
    """There is no such conversation (any more), or the token is not its own."""


@dataclass(frozen=True)
class Conversation:
    """A conversation as stored; `page` is what the embedding page told about swv, school and so on."""

    id: str
    locale: str
    page: Mapping[str, str]
    last_seq: int


@dataclass(frozen=True)
class Message:
    """A message as stored; `at` is UTC without a zone."""

    seq: int
    sender: Sender
    kind: Kind
    text: str
    lang: str
    at: datetime
    value: str | None = None
    client_id: str | None = None
    buttons: Sequence[Mapping[str, str]] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
    reply_to: int | None = None
    pending: bool = False


@dataclass(frozen=True)
class Said:
    """Something that is said to the parent; `reply_to` is the seq of the message that it answers."""

    sender: Sender
    text: str
    lang: str
    buttons: Sequence[Mapping[str, str]] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
    reply_to: int | None = None


# What each message needs is put together once: SQLAlchemy takes as long to build a statement as to run it.
_BY_ID = select(conversation).where(conversation.c.id == bindparam("of"))
_OFFERED = (
    select(message.c.sender, message.c.buttons, message.c.custom)
    .where(message.c.conversation_id == bindparam("of"))
    .order_by(message.c.seq.desc())
)
_OFFERED_LAST = _OFFERED.limit(_MOST_ANSWERS)
_WITH_SEQ_OF = select(
    conversation,
    select(message.c.seq)
    .where(message.c.conversation_id == conversation.c.id, message.c.client_id == bindparam("client"))
    .scalar_subquery()
    .label("known"),
).where(conversation.c.id == bindparam("of"))
_INSERT = insert(message)
_NEXT = (
    update(conversation)
    .where(conversation.c.id == bindparam("of"))
    .values(last_seq=conversation.c.last_seq + 1, active_at=bindparam("now"))
)
_NEXT_IN_TURN = _NEXT.where(conversation.c.answering_by == bindparam("desk")).values(
    answering_until=bindparam("until")
)
_LAST = select(conversation.c.last_seq, conversation.c.locale).where(conversation.c.id == bindparam("of"))
_SEQ_OF = select(message.c.seq).where(
    message.c.conversation_id == bindparam("of"), message.c.client_id == bindparam("client")
)
_ANSWERED = (
    update(message)
    .where(message.c.conversation_id == bindparam("of"), message.c.seq == bindparam("number"))
    .values(pending=False)
)


def start(engine: Engine, locale: str, page: Mapping[str, str], now: datetime) -> tuple[Conversation, str]:
    """Make a conversation that waits for its greeting. Return it with its token, which is not kept."""
    new_id, token = secrets.token_hex(16), secrets.token_urlsafe(32)
    with engine.begin() as db:
        db.execute(
            insert(conversation).values(
                id=new_id,
                token_hash=_hash(token),
                locale=locale,
                page=dict(page),
                last_seq=0,
                created_at=now,
                active_at=now,
            )
        )
        _insert(db, new_id, Message(0, "system", "start", "", locale, now, pending=True))
    return Conversation(new_id, locale, page, 0), token


def find(
    engine: Engine, conversation_id: str, token: str, client_id: str | None = None
) -> tuple[Conversation, int | None]:
    """Return the conversation that `token` opens, else raise UnknownConversationError.

    With the seq under which `client_id` is stored, None when it is new.
    """
    with engine.connect() as db:
        row = db.execute(_WITH_SEQ_OF, {"of": conversation_id, "client": client_id}).first()
    if row is None or not hmac.compare_digest(row.token_hash, _hash(token)):
        raise UnknownConversationError
    return as_conversation(row), row.known


def get(engine: Engine, conversation_id: str) -> Conversation:
    """Return a conversation by its id, else raise UnknownConversationError."""
    with engine.connect() as db:
        row = db.execute(_BY_ID, {"of": conversation_id}).first()
    if row is None:
        raise UnknownConversationError
    return as_conversation(row)


def receive(
    engine: Engine,
    conversation_id: str,
    client_id: str,
    text: str,
    value: str | None,
    now: datetime,
) -> tuple[Message, bool]:
    """Store what a parent sent. Return it as stored, and False when this client_id was there already."""
    try:
        with engine.begin() as db:
            seq, locale = _next(db, conversation_id, now)
            kind: Kind = "text" if value is None else "value"
            new = Message(seq, "parent", kind, text, locale, now, value, client_id, pending=True)
            _insert(db, conversation_id, new)
        return new, True
    except IntegrityError:
        with engine.connect() as db:
            known = db.execute(
                select(message).where(
                    message.c.conversation_id == conversation_id, message.c.client_id == client_id
                )
            ).one()
        return as_message(known), False


def seq_of(engine: Engine, conversation_id: str, client_id: str) -> int | None:
    """Return the seq under which `client_id` is stored, None when it is new."""
    with engine.connect() as db:
        seq: int | None = db.execute(_SEQ_OF, {"of": conversation_id, "client": client_id}).scalar()
    return seq


def say(
    engine: Engine,
    conversation_id: str,
    sender: Sender,
    text: str,
    lang: str,
    now: datetime,
    *,
    buttons: Sequence[Mapping[str, str]] = (),
    custom: Mapping[str, Any] | None = None,
    reply_to: int | None = None,
    desk: str | None = None,
) -> Message:
    """Store a message to the parent and return it as stored.

    With the name of a `desk` only while it has the turn (store/turns.py), which is renewed; raises
    UnknownConversationError when another has taken over.
    """
    said = Said(sender, text, lang, buttons, custom or {}, reply_to)
    with engine.begin() as db:
        return put(db, conversation_id, said, now, desk=desk)


def put(
    db: Connection,
    conversation_id: str,
    said: Said,
    now: datetime,
    client_id: str | None = None,
    desk: str | None = None,
) -> Message:
    """Store a message to the parent within a transaction, and return it; with a `desk`, only in its turn."""
    seq, _ = _next(db, conversation_id, now, desk)
    new = Message(seq, kind="text", at=now, client_id=client_id, **vars(said))
    _insert(db, conversation_id, new)
    return new


def put_answered(db: Connection, conversation_id: str, seq: int) -> None:
    """Mark a message as answered, within a transaction."""
    db.execute(_ANSWERED, {"of": conversation_id, "number": seq})


def answered(engine: Engine, conversation_id: str, seq: int) -> None:
    """Mark a message as answered."""
    with engine.begin() as db:
        put_answered(db, conversation_id, seq)


def answer(engine: Engine, conversation_id: str, seq: int, said: Said, now: datetime) -> None:
    """Store the whole answer to a message and mark it as answered, at once."""
    with engine.begin() as db:
        put(db, conversation_id, said, now)
        put_answered(db, conversation_id, seq)


def latest_of_parent(engine: Engine, conversation_id: str) -> Message | None:
    """Return what the parent said last."""
    query = (
        select(message)
        .where(message.c.conversation_id == conversation_id, message.c.sender == "parent")
        .order_by(message.c.seq.desc())
        .limit(1)
    )
    with engine.connect() as db:
        row = db.execute(query).first()
    return as_message(row) if row else None


def changed_since(engine: Engine, moment: datetime) -> dict[str, tuple[int, bool]]:
    """Return the conversations in which something was said since `moment`.

    Each with the number of its latest message and whether it is being answered: with either changed there
    is news for those who look at it.
    """
    query = select(
        conversation.c.id, conversation.c.last_seq, conversation.c.answering_by.is_not(None)
    ).where(conversation.c.active_at >= moment)
    with engine.connect() as db:
        return {row[0]: (row[1], bool(row[2])) for row in db.execute(query)}


def messages_after(engine: Engine, conversation_id: str, seq: int) -> list[Message]:
    """Return the messages that a parent may see after sequence number `seq`, in order."""
    with engine.connect() as db:
        rows = db.execute(
            select(message)
            .where(
                message.c.conversation_id == conversation_id,
                message.c.seq > seq,
                message.c.kind != "start",
            )
            .order_by(message.c.seq)
        ).all()
    return [as_message(row) for row in rows]


def offered_title(engine: Engine, conversation_id: str, value: str) -> str | None:
    """Return the title of the button with this value that the bot offered, None if it never did."""
    with engine.connect() as db:
        for row in db.execute(_OFFERED, {"of": conversation_id}):
            for button in _buttons_of(row) if row.sender != "parent" else ():
                if button.get("value") == value:
                    return str(button["title"])
    return None


def offered_last(engine: Engine, conversation_id: str) -> list[Mapping[str, Any]]:
    """Return the buttons (title, value) under what was said last, if neither parent nor person said it."""
    with engine.connect() as db:
        rows = db.execute(_OFFERED_LAST, {"of": conversation_id}).all()
    last = takewhile(lambda row: row.sender in ("bot", "system"), rows)
    return [button for row in last for button in _buttons_of(row)]


def _buttons_of(row: Row) -> list[Mapping[str, Any]]:
    """Return the buttons of a message; that for simpler words and what else was meant stand apart in it."""
    simpler = row.custom.get("simpler")
    return [
        *row.buttons,
        *([simpler] if simpler else []),
        *row.custom.get("otherwise", {}).get("buttons", ()),
    ]


def asked_under(engine: Engine, conversation_id: str, value: str) -> str | None:
    """Return the question, typed by the parent, whose answer named this among what she may have meant."""
    question = message.alias("question")
    with engine.connect() as db:
        rows = db.execute(
            select(message.c.custom, question.c.text)
            .join(
                question,
                and_(
                    question.c.conversation_id == message.c.conversation_id,
                    question.c.seq == message.c.reply_to,
                    question.c.kind == "text",
                ),
            )
            .where(message.c.conversation_id == conversation_id, message.c.sender == "bot")
            .order_by(message.c.seq.desc())
        ).all()
    return next(
        (
            str(row.text)
            for row in rows
            if any(b["value"] == value for b in row.custom.get("otherwise", {}).get("buttons", ()))
        ),
        None,
    )


def asked_before(engine: Engine, conversation_id: str, seq: int) -> Message | None:
    """Return what the parent last said before sequence number `seq` that the bot has answered.

    Not what she gave for a hand-over, such as her number, which is for people only, nor her choice of a
    language.
    """
    by_the_bot = message.alias("by_the_bot")
    with engine.connect() as db:
        rows = db.execute(
            select(message, by_the_bot.c.custom.label("answer"))
            .join(
                by_the_bot,
                and_(
                    by_the_bot.c.conversation_id == message.c.conversation_id,
                    by_the_bot.c.reply_to == message.c.seq,
                    by_the_bot.c.sender == "bot",
                ),
            )
            .where(
                message.c.conversation_id == conversation_id,
                message.c.seq < seq,
                message.c.sender == "parent",
            )
            .order_by(message.c.seq.desc())
        ).all()
    switches = {row.seq for row in rows if "locale" in row.answer}
    return next((as_message(row) for row in rows if row.seq not in switches), None)


def text_before(engine: Engine, conversation_id: str, seq: int) -> str | None:
    """Return what the parent last typed before sequence number `seq`, in her own words, if anything."""
    with engine.connect() as db:
        text: str | None = db.execute(
            select(message.c.text)
            .where(
                message.c.conversation_id == conversation_id,
                message.c.seq < seq,
                message.c.sender == "parent",
                message.c.kind == "text",
            )
            .order_by(message.c.seq.desc())
            .limit(1)
        ).scalar()
    return text


def topic_before(engine: Engine, conversation_id: str, seq: int) -> str:
    """Return the topic that the bot last answered before sequence number `seq`, empty when there is none."""
    with engine.connect() as db:
        customs = db.execute(
            select(message.c.custom)
            .where(
                message.c.conversation_id == conversation_id,
                message.c.seq < seq,
                message.c.sender == "bot",
            )
            .order_by(message.c.seq.desc())
        ).scalars()
        return next((str(custom["topic"]) for custom in customs if custom.get("topic")), "")


def go_on_in(engine: Engine, conversation_id: str, locale: str, now: datetime) -> None:
    """Change the language of what follows, and have the bot say in it what it said last.

    That waits as a message of kind `start`, which nobody sees. While a person is asked for the bot keeps
    silent.
    """
    with engine.begin() as db:
        asked_for = select(handover.c.id).where(
            handover.c.conversation_id == conversation_id, handover.c.state.in_(BUSY_STATES)
        )
        db.execute(update(conversation).where(conversation.c.id == conversation_id).values(locale=locale))
        if db.execute(asked_for).first() is None:
            seq, _ = _next(db, conversation_id, now)
            _insert(db, conversation_id, Message(seq, "system", "start", "", locale, now, pending=True))


def set_locale(engine: Engine, conversation_id: str, locale: str) -> None:
    """Change the language of what follows."""
    with engine.begin() as db:
        db.execute(update(conversation).where(conversation.c.id == conversation_id).values(locale=locale))


def give_feedback(
    engine: Engine,
    conversation_id: str,
    seq: int,
    reason: str | None,
    now: datetime,
    *,
    helpful: bool,
) -> bool:
    """Store whether a message helped, in place of earlier feedback. False when there is no such message."""
    with engine.begin() as db:
        mine = feedback.c.conversation_id == conversation_id, feedback.c.seq == seq
        there = db.execute(
            select(message.c.seq).where(
                message.c.conversation_id == conversation_id,
                message.c.seq == seq,
                message.c.sender != "parent",
                message.c.kind != "start",
            )
        ).first()
        if there is None:
            return False
        db.execute(delete(feedback).where(*mine))
        db.execute(
            insert(feedback).values(
                conversation_id=conversation_id, seq=seq, helpful=helpful, reason=reason, at=now
            )
        )
    return True


def erase(engine: Engine, conversation_ids: Sequence[str]) -> None:
    """Delete conversations with every trace: messages, hand-overs, feedback, the bot's memory of them."""
    with engine.begin() as db:
        db.execute(delete(tracker).where(tracker.c.sender_id.in_(conversation_ids)))
        db.execute(delete(misunderstood).where(misunderstood.c.conversation_id.in_(conversation_ids)))
        db.execute(delete(handover).where(handover.c.conversation_id.in_(conversation_ids)))
        db.execute(delete(feedback).where(feedback.c.conversation_id.in_(conversation_ids)))
        db.execute(delete(message).where(message.c.conversation_id.in_(conversation_ids)))
        db.execute(delete(conversation).where(conversation.c.id.in_(conversation_ids)))
    scrub(engine)


def unused_since(engine: Engine, moment: datetime, ended: datetime) -> list[str]:
    """Return the ids of conversations in which nothing was said since `moment`.

    One in which a person was asked for is kept as long as something is owed, and until `ended` after that.
    """
    kept = select(handover.c.id).where(
        handover.c.conversation_id == conversation.c.id,
        or_(
            handover.c.state.in_(("waiting", "with_person", "left_message")),
            and_(handover.c.state.in_(("closed", "called_back")), handover.c.ended_at >= ended),
        ),
    )
    query = select(conversation.c.id).where(conversation.c.active_at < moment, ~kept.exists())
    with engine.connect() as db:
        return list(db.execute(query).scalars())


def can_be_read(engine: Engine) -> None:
    """Read something that people wrote. Raises SealedError when the keys are not those it was sealed with."""
    with engine.connect() as db:
        db.execute(select(message.c.text).order_by(message.c.at.desc()).limit(1)).all()


def alive(engine: Engine) -> None:
    """Ask the database for something. Raises what the driver raises when it is away."""
    with engine.connect() as db:
        db.execute(select(conversation.c.id).limit(1)).first()


def _insert(db: Connection, conversation_id: str, new: Message) -> None:
    stored = {**vars(new), "buttons": list(new.buttons), "custom": dict(new.custom)}
    db.execute(_INSERT, {"conversation_id": conversation_id, **stored})


def _next(db: Connection, conversation_id: str, now: datetime, desk: str | None = None) -> tuple[int, str]:
    """Return the number of the next message and the language; with a `desk`, only in its turn."""
    known: dict[str, Any] = {"of": conversation_id, "now": now}
    if desk:
        changed = db.execute(_NEXT_IN_TURN, {**known, "desk": desk, "until": now + BELIEVED_FOR})
    else:
        changed = db.execute(_NEXT, known)
    if changed.rowcount == 0:
        raise UnknownConversationError
    last = db.execute(_LAST, {"of": conversation_id}).one()
    return last.last_seq, last.locale


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def as_conversation(row: Any) -> Conversation:
    """Return the conversation that a row of the table holds."""
    return Conversation(row.id, row.locale, row.page, row.last_seq)


def as_message(row: Any) -> Message:
    """Return the message that a row of the table holds."""
    return Message(
        row.seq,
        row.sender,
        row.kind,
        row.text,
        row.lang,
        row.at,
        row.value,
        row.client_id,
        row.buttons,
        row.custom,
        row.reply_to,
        row.pending,
    )
