"""How it stands with a parent's hand-over, for the bar above her conversation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine

from desk.handover import texts
from desk.handover.availability import look
from desk.handover.flow import PREFIX
from guide.language import translate
from store import handovers, register, staff
from store.conversations import Conversation
from store.handovers import HELPED, Handover


def state_of(engine: Engine, conversation: Conversation, now: datetime) -> dict[str, Any]:
    """Return the `state` event of the chat API for a conversation."""
    seen = handovers.latest_of(engine, conversation.id)
    if seen is None or not (seen.is_open or seen.step == HELPED):
        return {"state": "bot"}
    if seen.state != "waiting":
        return _state(engine, seen, conversation.locale, 0)
    here = look(engine, seen.steunpunt_id, now)
    order = [one.id for one in here.waiting] if here else []
    return _state(engine, seen, conversation.locale, order.index(seen.id) + 1 if seen.id in order else 1)


def states_in_queue(engine: Engine, steunpunt_id: str, now: datetime) -> dict[str, dict[str, Any]]:
    """Return the `state` event of everyone who waits for a steunpunt, by conversation."""
    here = look(engine, steunpunt_id, now)
    waiting = here.waiting if here else []
    spoken = handovers.languages_of(engine, [one.conversation_id for one in waiting])
    return {
        one.conversation_id: _state(engine, one, spoken.get(one.conversation_id, "nl"), place)
        for place, one in enumerate(waiting, start=1)
    }


def _state(engine: Engine, seen: Handover, locale: str, place: int) -> dict[str, Any]:
    state: dict[str, Any] = {"state": seen.state}
    if seen.state not in ("waiting", "with_person", "left_message"):
        return state
    point = register.steunpunt(engine, seen.steunpunt_id)
    owner = staff.get(engine, seen.owner or "")
    values = {
        "steunpunt": point.name if point else "",
        "medewerker": owner.name if owner else "",
        "kenmerk": seen.reference,
        "plaats": str(place),
    }
    says, actions = _bar(seen)
    state |= {
        "reference": seen.reference,
        "says": translate(says, locale).format(**values),
        "actions": [{"title": translate(title, locale), "value": PREFIX + value} for title, value in actions],
    }
    if seen.state == "waiting":
        state["position"] = place
    if owner:
        state["consultant"] = owner.name
    return state


_ON_THE_BAR = {
    "message": texts.RATHER_A_MESSAGE,
    "leave": texts.LEAVE_THE_QUEUE,
    "stop": texts.TAKE_BACK,
    "end": texts.BACK_TO_THE_BOT,
    "share": texts.SHARE_NOW,
    "unshare": texts.SHARE_NO_MORE,
    "contact": texts.GIVE_CONTACT,
}


def title_of(value: str, locale: str) -> str:
    """Return the title of a button on the bar by its value, empty for another value.

    The bar belongs to no message, so its buttons may be pressed at any time.
    """
    title = _ON_THE_BAR.get(value.removeprefix(PREFIX)) if value.startswith(PREFIX) else None
    return translate(title, locale) if title else ""


def _bar(seen: Handover) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return what the bar says and the buttons on it: title and value."""
    if seen.state == "waiting":
        return texts.BAR_WAITING, [(texts.RATHER_A_MESSAGE, "message"), (texts.LEAVE_THE_QUEUE, "leave")]
    if seen.state == "with_person":
        share = (texts.SHARE_NO_MORE, "unshare") if seen.shares else (texts.SHARE_NOW, "share")
        return texts.BAR_PERSON, [(texts.BACK_TO_THE_BOT, "end"), share]
    reach = [] if seen.contact else [(texts.GIVE_CONTACT, "contact")]
    return texts.BAR_LEFT, [*reach, (texts.TAKE_BACK, "stop")]
