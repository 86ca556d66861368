"""What a consultant does with a conversation: take it, write, give it back, pass it on, end it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.engine import Engine

from desk.handover import notices, texts
from desk.handover.availability import PRESENT_FOR, look, reply_term
from desk.handover.flow import Button, said
from guide.routes import situations
from guide.topics import topics
from store import conversations, handovers, register, staff
from store.conversations import Said
from store.handovers import Handover, Note, Told
from store.staff import Staff

# She gave it to one steunpunt; another asks her anew.
NO_CONTACT = {"contact": None, "contact_kind": None, "moments": None, "may_leave_message": None}


def topic_of(seen: Handover) -> str:
    """Return the Dutch title of the situation or topic that the parent shares, empty when she does not."""
    if not seen.shares:
        return ""
    situation = situations().get(str(seen.case.get("situation") or ""))
    topic = topics().get(str(seen.case.get("topic") or ""))
    return situation.title if situation else topic.title if topic else ""


def is_there(person: Staff, now: datetime) -> bool:
    """Tell whether somebody can take a conversation now."""
    return person.is_available and person.seen_at is not None and person.seen_at >= now - PRESENT_FOR


def claim(engine: Engine, seen: Handover, person: Staff, now: datetime) -> bool:
    """Take a conversation, and tell the parent who is there and what that person can read."""
    locale = conversations.get(engine, seen.conversation_id).locale
    values = _names(engine, seen, person)
    reads = texts.CAN_READ if seen.shares else texts.CANNOT_READ
    hello = said(locale, texts.HERE_IS, (), None, values)
    whole = Said("system", f"{hello.text} {said(locale, reads, (), None, values).text}", locale)
    return handovers.claim(engine, seen.id, person.id, now, Told([whole]))


def write(
    engine: Engine,
    seen: Handover,
    person: Staff,
    text: str,
    lang: str,
    client_id: str,
    now: datetime,
    dutch: str = "",
) -> int | None:
    """Say something to the parent; `dutch` is what a standard reply says in Dutch.

    The same `client_id` again is the same message; without one it is always another.
    Return its seq, None when the conversation is not this person's.
    """
    custom = {"name": person.name, **({"nl": dutch} if dutch else {})}
    # A number of its own, which no message of the parent's can have.
    own_id = f"staff-{client_id}" if client_id else None
    return handovers.speak(engine, seen, person.id, Said("person", text, lang, (), custom), own_id, now)


def hand_back(engine: Engine, seen: Handover, person: Staff, now: datetime, today: date) -> bool:
    """Give a conversation back to the queue, or to the messages when nobody is there to take it."""
    here = look(engine, seen.steunpunt_id, now)
    if here is None or seen.owner != person.id:
        return False
    locale = conversations.get(engine, seen.conversation_id).locale
    note = Note(person.id, "handed_back")
    if here.is_open is not False:
        told = Told([said(locale, texts.PASSED_ON, (), None, _names(engine, seen, person))], note=note)
        return handovers.hand_back(engine, seen, now, told, open_now=True)
    term = reply_term(engine, here.steunpunt, today)
    values = {"steunpunt": here.steunpunt.name, "kenmerk": seen.reference}
    mails = notices.message_left(engine, seen, here.steunpunt, term.due_on)
    told = Told([said(locale, texts.CLOSED_MEANWHILE, (), None, values)], mails=mails, note=note)
    return handovers.hand_back(engine, seen, now, told, open_now=False, due_on=term.due_on)


def pass_to_colleague(engine: Engine, seen: Handover, person: Staff, colleague: Staff, now: datetime) -> bool:
    """Pass a conversation to a colleague: it waits, marked for her, and anyone may take it."""
    speaks = set(staff.SPEAKS) & colleague.roles.get(seen.steunpunt_id, frozenset())
    if seen.owner != person.id or not speaks:
        return False
    locale = conversations.get(engine, seen.conversation_id).locale
    says = [said(locale, texts.PASSED_ON, (), None, _names(engine, seen, person))]
    told = Told(says, note=Note(person.id, "passed", colleague.name))
    return handovers.hand_back(engine, seen, now, told, open_now=True, assignee=colleague.id)


def pass_to_steunpunt(
    engine: Engine, seen: Handover, person: Staff, steunpunt_id: str, now: datetime, today: date
) -> bool:
    """Pass a conversation to another steunpunt, which sees only the question until the parent shares more."""
    there = look(engine, steunpunt_id, now)
    if seen.owner != person.id or there is None or steunpunt_id not in staff.served(engine):
        return False
    locale = conversations.get(engine, seen.conversation_id).locale
    values = {"medewerker": person.name, "steunpunt": there.steunpunt.name}
    buttons: Sequence[Button] = [(texts.YES_SHARE, "share"), (texts.NO_SHARE, "alone")]
    note = Note(person.id, "passed", there.steunpunt.name)
    last = conversations.get(engine, seen.conversation_id).last_seq
    moved = {"steunpunt_id": steunpunt_id, "shares": False, "from_seq": last, "assignee": None, **NO_CONTACT}
    says = [said(locale, texts.PASSED_ON_TO, buttons, None, values)]
    if there.is_open is not False:
        return handovers.hand_back(engine, seen, now, Told(says, note=note), open_now=True, **moved)
    term = reply_term(engine, there.steunpunt, today)
    mails = notices.message_left(engine, seen, there.steunpunt, term.due_on)
    reach = said(locale, texts.HOW_TO_REACH, [(texts.READ_HERE, "here")], {"input": "phone_or_mail"})
    told = Told([*says, reach], mails=mails, note=note)
    return handovers.hand_back(
        engine, seen, now, told, open_now=False, due_on=term.due_on, step="contact", **moved
    )


def close(engine: Engine, seen: Handover, person: Staff, theme: str, outcome: str, now: datetime) -> bool:
    """End a talk, or give one that the parent ended its theme and outcome."""
    if seen.owner != person.id:
        return False
    if seen.state == "closed":
        return handovers.complete(engine, seen, theme, outcome)
    locale = conversations.get(engine, seen.conversation_id).locale
    buttons: Sequence[Button] = [(texts.HELPED, "helped"), (texts.NOT_HELPED, "not_helped")]
    ended = said(locale, texts.ENDED, buttons, None, {"medewerker": person.name})
    return handovers.close(engine, seen, theme, outcome, now, Told([ended]))


def _names(engine: Engine, seen: Handover, person: Staff) -> dict[str, str]:
    point = register.steunpunt(engine, seen.steunpunt_id)
    return {"medewerker": person.name, "steunpunt": point.name if point else ""}
