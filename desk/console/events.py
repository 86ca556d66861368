"""The stream of a console: that the queue has changed, that something was said, that a parent types."""

import asyncio
from contextlib import ExitStack

from aiohttp import web

from desk import clock, keys
from desk.console.access import may, where
from desk.console.guard import guard
from desk.handover.nudges import channel, talk_channel
from desk.hub import Event
from desk.stream import EVENT_STREAM
from store import handovers, staff
from store.staff import Staff

SECONDS_BETWEEN_SIGNS_OF_LIFE = 15.0

routes = web.RouteTableDef()


@routes.get("/console/events")
@guard("talk")
async def stream(request: web.Request, person: Staff) -> web.StreamResponse:
    """Send nudges until the reader leaves; what has changed the page then asks for itself.

    `?talk=` names the hand-over that is looked at. As long as the stream is open its reader is present.
    """
    response = web.StreamResponse(headers=EVENT_STREAM)
    await response.prepare(request)
    talk = await _talk(request, person)
    hub = request.app[keys.HUB]
    with ExitStack() as listening:
        news: asyncio.Queue[Event] = asyncio.Queue()
        for name in [channel(point) for point in where(person, "talk")]:
            listening.enter_context(hub.listen(name, news))
        if talk:
            listening.enter_context(hub.listen(talk.conversation_id, news))
            listening.enter_context(hub.listen(talk_channel(talk.conversation_id), news))
        try:
            await _send_all(request, response, person, news)
        except ConnectionResetError:
            return response
    return response


async def _talk(request: web.Request, person: Staff) -> handovers.Handover | None:
    found: handovers.Handover | None = await request.app[keys.RUN](
        handovers.get, request.app[keys.ENGINE], request.query.get("talk", "")
    )
    return found if found and may(person, "talk", found.steunpunt_id) else None


async def _send_all(
    request: web.Request, response: web.StreamResponse, person: Staff, news: asyncio.Queue[Event]
) -> None:
    await _sign_of_life(request, person)
    for point in where(person, "talk"):
        request.app[keys.NUDGES].queue_changed(point)
    clock_of = asyncio.get_running_loop().time
    seen_at = clock_of()
    while True:
        left = seen_at + SECONDS_BETWEEN_SIGNS_OF_LIFE - clock_of()
        try:
            name = _name(await asyncio.wait_for(news.get(), max(left, 0)))
        except asyncio.TimeoutError:
            await _sign_of_life(request, person)
            seen_at = clock_of()
            await response.write(b": still here\n\n")
            continue
        if name:
            await response.write(f"event: {name}\ndata: {name}\n\n".encode())


def _name(event: Event) -> str:
    """Return what the page is told: queue, news, state, typing or gone; empty for what it need not know."""
    if event.name == "typing":
        return "typing" if event.data.get("sender") == "parent" else ""
    name = "news" if event.name == "message" else event.name
    return name if name in ("queue", "news", "state", "gone") else ""


async def _sign_of_life(request: web.Request, person: Staff) -> None:
    await request.app[keys.RUN](staff.seen, request.app[keys.ENGINE], person.id, clock.now())
