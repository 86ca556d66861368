"""A copy of a conversation for the parent whose it is: everything that is kept of it, as a text to save."""

from collections.abc import Iterator
from datetime import timezone
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from desk import keys
from desk.chat import authorised
from guide.language import N_, translate
from store import conversations, handovers
from store.conversations import Conversation, Message
from store.handovers import Handover

TITLE = N_("Uw gesprek met Wegwijs")
YOU = N_("U")
STAFF = N_("Medewerker")
YOUR_NUMBER = N_("Wat u gaf om u te bereiken: {gegeven}")
YOUR_REFERENCE = N_("Uw kenmerk: {kenmerk}")
_DUTCH_TIME = ZoneInfo("Europe/Amsterdam")

routes = web.RouteTableDef()


@routes.get("/api/conversations/{id}/copy")
async def copy(request: web.Request) -> web.Response:
    """Return all that is kept of the conversation."""
    conversation = await authorised(request)
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    said: list[Message] = await run(conversations.messages_after, engine, conversation.id, 0)
    seen: Handover | None = await run(handovers.latest_of, engine, conversation.id)
    text = "\n\n".join(_parts(conversation, said, seen))
    # The mark at the beginning is for Notepad and Word, which else take it for another alphabet.
    return web.Response(
        text=f"\ufeff{text}\n",
        content_type="text/plain",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="wegwijs.txt"', "Cache-Control": "no-store"},
    )


def _parts(conversation: Conversation, said: list[Message], seen: Handover | None) -> Iterator[str]:
    locale = conversation.locale
    yield translate(TITLE, locale)
    if seen:
        yield translate(YOUR_REFERENCE, locale).format(kenmerk=seen.reference)
    if seen and seen.contact:
        yield translate(YOUR_NUMBER, locale).format(gegeven=seen.contact)
    for message in said:
        at = message.at.replace(tzinfo=timezone.utc).astimezone(_DUTCH_TIME)
        yield f"{at:%d-%m-%Y %H:%M}  {_speaker(message, locale)}\n{message.text}{_beside(message.custom)}"


def _speaker(message: Message, locale: str) -> str:
    if message.sender == "parent":
        return translate(YOU, locale)
    if message.sender == "person":
        return str(message.custom.get("name") or translate(STAFF, locale))
    return "Wegwijs"


def _beside(custom: Any) -> str:
    """Return what stands with a message: its dates and where it is written."""
    dates = [f"\n- {one['date']}: {one['what']}" for one in custom.get("deadlines", ())]
    sources = [f"\n  {one['title']}: {one['url']}" for one in custom.get("sources", ())]
    return "".join([*dates, *sources])
