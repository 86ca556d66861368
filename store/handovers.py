"""Conversations that a person is asked for: one row each, and every change of state one guarded UPDATE.

    offered -> waiting -> with_person -> closed
       |          |            |
       +----------+------------+--> left_message -> called_back
       (the parent may withdraw from every open state but with_person, which she ends: closed)

`_change` is the only place that writes a state. It holds on the state that the caller saw, so that of
two who act at once one is told that it was too late; what is said to the parent, the mail that goes
out and the note of it are stored in the same transaction.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError

from guide.masking import without_contact
from store.conversations import Said, put, put_answered, seq_of
from store.database import scrub
from store.mails import Mail, put_mail
from store.tables import OPEN_STATES, contact_line, conversation, handover, handover_note, message, staff

# Without letters and digits that look alike.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
BEFORE_A_PERSON = ("offered", "waiting", "left_message")
CLAIMABLE = ("waiting", "left_message")
ENDED_BY_PARENT = "parent_ended"
# The step of a closed talk whose parent has not said yet whether it helped.
HELPED = "helped"


@dataclass(frozen=True)
class Handover:
    """A hand-over as stored; store/tables.py explains the fields."""

    id: str
    conversation_id: str
    reference: str
    steunpunt_id: str
    swv_code: str
    state: str
    step: str
    case: Mapping[str, Any]
    question: str
    shares: bool | None
    from_seq: int
    urgent: bool
    nearest_term: date | None
    started_at: datetime
    waiting_since: datetime | None
    claimed_at: datetime | None
    ended_at: datetime | None
    owner: str | None
    assignee: str | None
    contact_kind: str | None
    contact: str | None
    moments: str | None
    may_leave_message: bool | None
    due_on: date | None
    asked_to_leave_at: datetime | None
    reminded_at: datetime | None
    escalated_at: datetime | None
    theme: str | None
    outcome: str | None
    helped: bool | None

    @property
    def is_open(self) -> bool:
        """Whether something is still owed to the parent."""
        return self.state in OPEN_STATES


@dataclass(frozen=True)
class Note:
    """What a member of staff wrote for colleagues, or did: note, tried, assigned, passed, handed_back."""

    staff_id: str
    kind: str
    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Told:
    """What goes with a change of state: words to the parent, the message that they answer, mail, a note."""

    says: Sequence[Said] = ()
    answering: int | None = None
    mails: Sequence[Mail] = ()
    note: Note | None = None


@dataclass(frozen=True)
class Asked:
    """What a hand-over begins with: where it goes and what the bot knew."""

    steunpunt_id: str
    swv_code: str
    urgent: bool = False
    nearest_term: date | None = None
    case: Mapping[str, Any] = field(default_factory=dict)


NOTHING = Told()
# There is at most one, and each message of a parent asks for it.
OPEN_OF = select(handover).where(
    handover.c.conversation_id == bindparam("of"), handover.c.state.in_(OPEN_STATES)
)


def new_reference() -> str:
    """Return a reference that a parent can keep and spell, such as WW-7K3P-9QXH."""
    signs = [secrets.choice(_ALPHABET) for _ in range(8)]
    return f"WW-{''.join(signs[:4])}-{''.join(signs[4:])}"


def offer(
    engine: Engine, conversation_id: str, asked: Asked, step: str, now: datetime, told: Told = NOTHING
) -> bool:
    """Begin a hand-over. False when one is open already: then nothing is said or stored."""
    try:
        with engine.begin() as db:
            last = select(conversation.c.last_seq).where(conversation.c.id == conversation_id)
            db.execute(
                insert(handover).values(
                    id=secrets.token_hex(16),
                    conversation_id=conversation_id,
                    reference=new_reference(),
                    state="offered",
                    step=step,
                    question="",
                    from_seq=db.execute(last).scalar_one(),
                    started_at=now,
                    **{**vars(asked), "case": dict(asked.case)},
                )
            )
            _tell(db, conversation_id, told, now)
    except IntegrityError:
        return False
    return True


def go_on(engine: Engine, seen: Handover, step: str, now: datetime, told: Told, **values: Any) -> bool:
    """Go on to another question to the parent, keeping what she answered. False when it was too late."""
    unchanged = handover.c.step == seen.step
    return _change(engine, seen.id, (seen.state,), seen.state, now, unchanged, told=told, step=step, **values)


def wait(engine: Engine, seen: Handover, now: datetime, told: Told, **values: Any) -> bool:
    """Put the parent in the queue; she keeps her place when she was in it before."""
    since = func.coalesce(handover.c.waiting_since, now)
    return _change(
        engine, seen.id, ("offered", "left_message"), "waiting", now, told=told, step="",
        waiting_since=since, **values,
    )  # fmt: skip


def leave_message(engine: Engine, seen: Handover, now: datetime, told: Told, **values: Any) -> bool:
    """Keep what she asks as a message that the steunpunt must act on by `due_on`."""
    return _change(
        engine, seen.id, ("offered", "waiting"), "left_message", now, handover.c.state == seen.state,
        told=told, **{"step": "", **values},
    )  # fmt: skip


def withdraw(engine: Engine, seen: Handover, now: datetime, told: Told) -> bool:
    """End a hand-over that the parent no longer wants: nothing that she gave for it is kept."""
    return _change(
        engine, seen.id, BEFORE_A_PERSON, "withdrawn", now, told=told, step="", ended_at=now,
        question="", contact=None, contact_kind=None, moments=None, case={}, shares=False,
    )  # fmt: skip


def share(engine: Engine, seen: Handover, now: datetime, told: Told, *, shares: bool) -> bool:
    """Give or take back the leave to read what was said before; it can be changed at any time."""
    return _change(engine, seen.id, OPEN_STATES, None, now, told=told, shares=shares)


def claim(engine: Engine, handover_id: str, staff_id: str, now: datetime, told: Told = NOTHING) -> bool:
    """Take a conversation. Of all who try at once one is told True."""
    consent = handover.c.shares.is_not(None)
    return _change(
        engine, handover_id, CLAIMABLE, "with_person", now, consent, told=told,
        step="", owner=staff_id, claimed_at=now,
    )  # fmt: skip


def hand_back(
    engine: Engine, seen: Handover, now: datetime, told: Told, *, open_now: bool, **values: Any
) -> bool:
    """Give a conversation back: to the queue, or to the messages when nobody is there any more.

    In the queue she keeps the place that she had; she is not asked once more whether it takes too long.
    """
    state = "waiting" if open_now else "left_message"
    mine = handover.c.owner == seen.owner
    since = func.coalesce(handover.c.waiting_since, now)
    back = {"waiting_since": since, "asked_to_leave_at": now} if open_now else {}
    return _change(
        engine, seen.id, ("with_person",), state, now, mine, told=told, owner=None, **back, **values
    )


def close(
    engine: Engine, seen: Handover, theme: str, outcome: str, now: datetime, told: Told = NOTHING
) -> bool:
    """End a talk: by its owner with theme and outcome, or by the parent (ENDED_BY_PARENT)."""
    mine = handover.c.owner == seen.owner
    return _change(
        engine, seen.id, ("with_person",), "closed", now, mine, told=told,
        theme=theme, outcome=outcome, ended_at=now, step=HELPED,
    )  # fmt: skip


def complete(engine: Engine, seen: Handover, theme: str, outcome: str) -> bool:
    """Give a talk that the parent has ended its theme and outcome."""
    with engine.begin() as db:
        done = db.execute(
            update(handover)
            .where(
                handover.c.id == seen.id,
                handover.c.state == "closed",
                handover.c.outcome == ENDED_BY_PARENT,
                handover.c.owner == seen.owner,
            )
            .values(theme=theme, outcome=outcome)
        )
        db.execute(
            update(contact_line).where(contact_line.c.id == seen.id).values(theme=theme, outcome=outcome)
        )
    return bool(done.rowcount)


def called_back(
    engine: Engine, seen: Handover, theme: str, outcome: str, now: datetime, told: Told = NOTHING
) -> bool:
    """Note that a message that was left has been dealt with."""
    return _change(
        engine, seen.id, ("left_message",), "called_back", now, told=told,
        theme=theme, outcome=outcome, ended_at=now, step="",
    )  # fmt: skip


def assign(engine: Engine, seen: Handover, to: str, now: datetime, note: Note) -> bool:
    """Say who looks after a message that was left."""
    return _change(engine, seen.id, CLAIMABLE, None, now, told=Told(note=note), assignee=to)


def speak(
    engine: Engine, seen: Handover, staff_id: str, said: Said, client_id: str | None, now: datetime
) -> int | None:
    """Store what a consultant says in a conversation that is hers, once for each `client_id`.

    Return its seq, None when the conversation is not hers (any more).
    """
    hers = (
        handover.c.id == seen.id,
        handover.c.state == "with_person",
        handover.c.owner == staff_id,
    )
    try:
        with engine.begin() as db:
            # Changes nothing, and keeps others from taking it until this is stored.
            held = db.execute(update(handover).where(*hers).values(owner=staff_id))
            if held.rowcount == 0:
                return None
            return put(db, seen.conversation_id, said, now, client_id).seq
    except IntegrityError:
        return seq_of(engine, seen.conversation_id, client_id or "")


def add_note(engine: Engine, handover_id: str, note: Note, now: datetime) -> None:
    """Keep a note that only staff see, or that somebody was not reached."""
    with engine.begin() as db:
        _put_note(db, handover_id, note, now)


def rate(engine: Engine, conversation_id: str, now: datetime, told: Told, *, helped: bool) -> bool:
    """Keep whether the latest talk helped; only once."""
    latest = latest_of(engine, conversation_id)
    if latest is None or latest.state != "closed":
        return False
    with engine.begin() as db:
        done = db.execute(
            update(handover)
            .where(handover.c.id == latest.id, handover.c.step == HELPED)
            .values(helped=helped, step="")
        )
        db.execute(update(contact_line).where(contact_line.c.id == latest.id).values(helped=helped))
        _tell(db, conversation_id, told, now)
    return bool(done.rowcount)


def mark(engine: Engine, seen: Handover, column: str, now: datetime, told: Told) -> bool:
    """Note that something was done once: asked_to_leave_at, reminded_at or escalated_at."""
    never = handover.c[column].is_(None)
    return _change(engine, seen.id, (seen.state,), None, now, never, told=told, **{column: now})


# --- looking ------------------------------------------------------------------------------------


def get(engine: Engine, handover_id: str) -> Handover | None:
    """Return a hand-over by its id."""
    return _one(engine, handover.c.id == handover_id)


def open_of(engine: Engine, conversation_id: str) -> Handover | None:
    """Return the hand-over of a conversation that is open, if there is one."""
    with engine.connect() as db:
        row = db.execute(OPEN_OF, {"of": conversation_id}).mappings().first()
    return Handover(**row) if row else None


def latest_of(engine: Engine, conversation_id: str) -> Handover | None:
    """Return the last hand-over of a conversation, open or not."""
    return _one(engine, handover.c.conversation_id == conversation_id)


def in_states(
    engine: Engine, states: Sequence[str], steunpunten: Sequence[str] | None = None
) -> list[Handover]:
    """Return the hand-overs in these states, of these steunpunten or of all, oldest first."""
    query = select(handover).where(handover.c.state.in_(states)).order_by(handover.c.started_at)
    if steunpunten is not None:
        query = query.where(handover.c.steunpunt_id.in_(steunpunten))
    with engine.connect() as db:
        return [Handover(**row) for row in db.execute(query).mappings()]


def notes(engine: Engine, seen: Handover) -> list[Note]:
    """Return the notes that the steunpunt of a hand-over made of it, oldest first."""
    query = select(handover_note).where(
        handover_note.c.handover_id == seen.id, handover_note.c.steunpunt_id == seen.steunpunt_id
    )
    with engine.connect() as db:
        rows = db.execute(query.order_by(handover_note.c.id)).all()
    return [Note(row.staff_id, row.kind, row.text, row.at) for row in rows]


def tries(engine: Engine, handover_ids: Sequence[str]) -> dict[str, int]:
    """Return how many times each was tried in vain."""
    query = (
        select(handover_note.c.handover_id, func.count())
        .where(handover_note.c.handover_id.in_(handover_ids), handover_note.c.kind == "tried")
        .group_by(handover_note.c.handover_id)
    )
    with engine.connect() as db:
        return {row[0]: row[1] for row in db.execute(query)}


def languages_of(engine: Engine, conversation_ids: Sequence[str]) -> dict[str, str]:
    """Return the language in which each conversation is held now."""
    query = select(conversation.c.id, conversation.c.locale).where(conversation.c.id.in_(conversation_ids))
    with engine.connect() as db:
        return {row.id: row.locale for row in db.execute(query)}


def with_absent_owner(engine: Engine, seen_before: datetime) -> list[Handover]:
    """Return the talks whose owner gave no sign since a moment while the parent waits for a word."""
    hers, theirs = message.alias("hers"), message.alias("theirs")
    answered = select(theirs.c.seq).where(
        theirs.c.conversation_id == hers.c.conversation_id,
        theirs.c.sender == "person",
        theirs.c.seq > hers.c.seq,
    )
    her_turn = select(hers.c.seq).where(
        hers.c.conversation_id == handover.c.conversation_id,
        hers.c.sender == "parent",
        hers.c.seq > handover.c.from_seq,
        ~answered.exists(),
    )
    query = (
        select(handover)
        .join(staff, staff.c.id == handover.c.owner)
        .where(
            handover.c.state == "with_person",
            handover.c.claimed_at < seen_before,
            or_(staff.c.seen_at.is_(None), staff.c.seen_at < seen_before),
            her_turn.exists(),
        )
    )
    with engine.connect() as db:
        return [Handover(**row) for row in db.execute(query).mappings()]


def forget_contacts(engine: Engine, ended_before: datetime) -> int:
    """Delete phone numbers and mail addresses of what ended before a moment. Return how many.

    They stand in what was said since the parent asked for a person too, and go from there as well.
    """
    with engine.begin() as db:
        mine = handover.c.ended_at < ended_before, handover.c.contact.is_not(None)
        ended = db.execute(select(handover).where(*mine)).all()
        for row in ended:
            _forget_in_messages(db, row.conversation_id, row.from_seq)
        db.execute(
            update(handover)
            .where(handover.c.id.in_([row.id for row in ended]))
            .values(contact=None, contact_kind=None, moments=None)
        )
    if ended:
        scrub(engine)
    return len(ended)


def _forget_in_messages(db: Connection, conversation_id: str, after: int) -> None:
    said = message.c.conversation_id == conversation_id, message.c.seq > after
    for row in db.execute(select(message.c.seq, message.c.text).where(*said)).all():
        text = without_contact(row.text)
        if text != row.text:
            db.execute(
                update(message)
                .where(message.c.conversation_id == conversation_id, message.c.seq == row.seq)
                .values(text=text, buttons=[])
            )


# --- how it is done -----------------------------------------------------------------------------


def _change(
    engine: Engine,
    handover_id: str,
    from_states: Sequence[str],
    to_state: str | None,
    now: datetime,
    *conditions: Any,
    told: Told = NOTHING,
    **values: Any,
) -> bool:
    """Change a hand-over that is in one of `from_states`, to another state unless that is None."""
    new = {**values, **({"state": to_state} if to_state else {})}
    with engine.begin() as db:
        done = db.execute(
            update(handover)
            .where(handover.c.id == handover_id, handover.c.state.in_(from_states), *conditions)
            .values(**new)
        )
        if done.rowcount == 0:
            return False
        row = db.execute(select(handover).where(handover.c.id == handover_id)).one()
        if to_state in ("closed", "called_back"):
            _put_line(db, row, now)
        if to_state == "withdrawn":
            _forget_in_messages(db, row.conversation_id, row.from_seq)
        if told.note:
            _put_note(db, handover_id, told.note, now)
        _tell(db, row.conversation_id, told, now)
    return True


def _tell(db: Connection, conversation_id: str, told: Told, now: datetime) -> None:
    for said in told.says:
        put(db, conversation_id, said, now)
    if told.answering is not None:
        put_answered(db, conversation_id, told.answering)
    for mail in told.mails:
        put_mail(db, mail, now)


def _put_note(db: Connection, handover_id: str, note: Note, now: datetime) -> None:
    point = select(handover.c.steunpunt_id).where(handover.c.id == handover_id)
    db.execute(
        insert(handover_note).values(
            handover_id=handover_id,
            steunpunt_id=db.execute(point).scalar_one(),
            staff_id=note.staff_id,
            kind=note.kind,
            text=note.text,
            at=now,
        )
    )


def _put_line(db: Connection, row: Row, now: datetime) -> None:
    """Keep what the reports count: which steunpunt, which week, how long; nothing that was said."""
    locale = select(conversation.c.locale).where(conversation.c.id == row.conversation_id)
    live = row.state == "closed"
    began = row.waiting_since or row.started_at
    taken = row.claimed_at if live else now
    today = now.date()
    db.execute(delete(contact_line).where(contact_line.c.id == row.id))
    db.execute(
        insert(contact_line).values(
            id=row.id,
            steunpunt_id=row.steunpunt_id,
            swv_code=row.swv_code,
            week=today - timedelta(days=today.weekday()),
            language=db.execute(locale).scalar_one(),
            kind="live" if live else "message",
            theme=row.theme or "",
            outcome=row.outcome or "",
            waited_seconds=max(0, int((taken - began).total_seconds())),
            handled_seconds=max(0, int((now - taken).total_seconds())),
            helped=None,
        )
    )


def _one(engine: Engine, *conditions: Any) -> Handover | None:
    # An open one goes before a later one that has ended: there is only one open at a time.
    openness: Any = case([(handover.c.state.in_(OPEN_STATES), 0)], else_=1)
    query = (
        select(handover)
        .where(and_(*conditions))
        .order_by(openness, handover.c.started_at.desc(), handover.c.ended_at.desc())
        .limit(1)
    )
    with engine.connect() as db:
        row = db.execute(query).mappings().first()
    return Handover(**row) if row else None
