"""What a consultant sees of a hand-over before she answers: the ten points, and only what may be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.engine import Engine

from guide.contact import shown_phone
from guide.register import Value
from guide.terms import Deadline
from guide.topics import topics
from store import conversations, register
from store.conversations import Conversation, Message
from store.handovers import Handover


@dataclass(frozen=True)
class Answered:
    """A topic that the bot has answered, with the facts that the answer rests on."""

    topic: str
    title: str
    facts: Sequence[str]


@dataclass(frozen=True)
class Summary:
    """The summary on top of a conversation. What the parent does not share is empty."""

    question: str
    language: str
    swv: str
    # What the swv was found by: code, school, postcode, municipality, place, merged, page, remembered.
    found_by: str
    sector: str
    situation: str
    happened: Mapping[str, date]
    deadlines: Sequence[Deadline]
    nearest_term: date | None
    answered: Sequence[Answered]
    not_understood: Sequence[str]
    wants: str
    urgent: bool
    contact: str = ""
    contact_link: str = ""
    moments: str = ""
    may_leave_message: bool | None = None
    # What is known of the swv and its steunpunt, as parents read it.
    profile: Sequence[Value] = ()


def summary(
    engine: Engine, conversation: Conversation, seen: Handover, deadlines: Sequence[Deadline]
) -> Summary:
    """Return the summary of a hand-over; without the parent's leave only her question, language and swv."""
    known: Mapping[str, Any] = seen.case if seen.shares else {}
    heard = conversations.messages_after(engine, conversation.id, 0) if seen.shares else []
    contact = seen.contact or ""
    is_phone = seen.contact_kind == "phone"
    return Summary(
        question=seen.question,
        language=conversation.locale,
        swv=name_of_swv(engine, seen.swv_code),
        found_by=str(known.get("how") or ""),
        sector=str(known.get("sector") or ""),
        situation=str(known.get("situation") or ""),
        happened={e: date.fromisoformat(day) for e, day in (known.get("happened") or {}).items()},
        deadlines=deadlines if seen.shares else [],
        nearest_term=seen.nearest_term if seen.shares else None,
        answered=list(_answered(heard)),
        not_understood=_not_understood(heard),
        wants=str(seen.case.get("wants") or ""),
        urgent=seen.urgent,
        contact=shown_phone(contact) if contact and is_phone else contact,
        contact_link=f"{'tel' if is_phone else 'mailto'}:{contact}" if contact else "",
        moments=seen.moments or "",
        may_leave_message=seen.may_leave_message,
        profile=_profile(engine, seen.swv_code),
    )


def readable(engine: Engine, seen: Handover) -> list[Message]:
    """Return the messages that may be read: all with the parent's leave, else those since she asked."""
    after = 0 if seen.shares else seen.from_seq
    return conversations.messages_after(engine, seen.conversation_id, after)


def name_of_swv(engine: Engine, code: str) -> str:
    """Return the name of a swv with its code."""
    profile = register.profile(engine, code)
    return f"{profile.swv.name} ({code})" if profile and profile.swv.name else code


def _profile(engine: Engine, code: str) -> list[Value]:
    profile = register.profile(engine, code)
    if profile is None:
        return []
    own = profile.steunpunt.values if profile.steunpunt else {}
    return [*profile.values.values(), *own.values()]


def _answered(heard: Sequence[Message]) -> Sequence[Answered]:
    found: dict[str, Answered] = {}
    for message in heard:
        topic = topics().get(str(message.custom.get("topic", "")))
        if message.sender == "bot" and topic and topic.group != "gesprek":
            found[topic.id] = Answered(topic.id, topic.title, message.custom.get("facts", ()))
    return list(found.values())


def _not_understood(heard: Sequence[Message]) -> list[str]:
    """Return what the parent said that the bot had no answer to."""
    asked = {message.seq: message.text for message in heard if message.sender == "parent"}
    return [
        asked[message.reply_to]
        for message in heard
        if message.custom.get("intent") == "nlu_fallback" and message.reply_to in asked
    ]
