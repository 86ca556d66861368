"""The event stream of a conversation (server-sent events), with resume."""

import asyncio
import contextlib
import json
from collections.abc import Iterator
from typing import Any

from aiohttp import web

from desk import clock, keys, metrics
from desk.chat import authorised
from desk.handover.status import state_of
from desk.hub import Event
from desk.messages import as_event
from desk.problems import Problem
from store import conversations
from store.conversations import Conversation, Message

SECONDS_BETWEEN_SIGNS_OF_LIFE = 15.0
EVENT_STREAM = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
}
_STILL_HERE = Event("still here", {})

routes = web.RouteTableDef()


@routes.get("/api/conversations/{id}/events")
async def stream_events(request: web.Request) -> web.StreamResponse:
    """Send what is new after Last-Event-ID, then what comes, until the reader leaves."""
    conversation = await authorised(request)
    last = _last_seen(request, conversation)
    response = web.StreamResponse(headers=EVENT_STREAM)
    await response.prepare(request)
    with (
        request.app[keys.HUB].listen(conversation.id) as events,
        _signs_of_life(events),
        metrics.STREAMS.track_inprogress(),
    ):
        try:
            last = await _catch_up(request, response, conversation, last)
            while True:
                event = await events.get()
                if event.name == "gone":
                    break
                if event is _STILL_HERE:
                    await response.write(b": still here\n\n")
                elif event.name == "missed":
                    last = await _catch_up(request, response, conversation, last)
                else:
                    last = await _tell(request, response, conversation, last, event)
        except ConnectionResetError:
            return response
    return response


@contextlib.contextmanager
def _signs_of_life(events: asyncio.Queue[Event]) -> Iterator[None]:
    """Put a sign of life among the events every so many seconds, so that a reader who has left is noticed.

    A clock for each stream, where a wait with a time limit would cost each event a task and a timer.
    """
    loop = asyncio.get_running_loop()
    next_beat: asyncio.TimerHandle

    def beat() -> None:
        nonlocal next_beat
        events.put_nowait(_STILL_HERE)
        next_beat = loop.call_later(SECONDS_BETWEEN_SIGNS_OF_LIFE, beat)

    next_beat = loop.call_later(SECONDS_BETWEEN_SIGNS_OF_LIFE, beat)
    try:
        yield
    finally:
        next_beat.cancel()


async def _tell(
    request: web.Request, response: web.StreamResponse, conversation: Conversation, last: int, event: Event
) -> int:
    """Send an event, and before it the messages that came between the `last` one sent and it."""
    if event.name != "news" and event.seq is None:
        await _write(response, event)
        return last
    if event.seq is None or event.seq > last + 1:
        new = await _send_new(request, response, conversation, last)
        last = new[-1].seq if new else last
    if event.seq is not None and event.seq > last:
        await _write(response, event)
        last = event.seq
    return last


def _last_seen(request: web.Request, conversation: Conversation) -> int:
    text = request.headers.get("Last-Event-ID", "0")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Problem("fields", conversation.locale, detail="Last-Event-ID")
    return int(text)


async def _catch_up(
    request: web.Request, response: web.StreamResponse, conversation: Conversation, last: int
) -> int:
    """Send what was missed, whether the latest message of the parent still waits, and the state."""
    missed = await _send_new(request, response, conversation, last)
    asked = await request.app[keys.RUN](
        conversations.latest_of_parent, request.app[keys.ENGINE], conversation.id
    )
    if asked and not asked.pending:
        await _write(response, Event("done", {"client_id": asked.client_id}))
    elif asked:
        await _write(response, Event("typing", {"sender": "bot"}))
    await _write(response, Event("state", await _state(request, conversation)))
    return missed[-1].seq if missed else last


async def _state(request: web.Request, conversation: Conversation) -> dict[str, Any]:
    app = request.app
    found: dict[str, Any] = await app[keys.RUN](state_of, app[keys.ENGINE], conversation, clock.now())
    return found


async def _send_new(
    request: web.Request, response: web.StreamResponse, conversation: Conversation, last: int
) -> list[Message]:
    """Send the messages after `last` and return them."""
    found: list[Message] = await request.app[keys.RUN](
        conversations.messages_after, request.app[keys.ENGINE], conversation.id, last
    )
    for message in found:
        await _write(response, as_event(conversation.id, message))
    return found


async def _write(response: web.StreamResponse, event: Event) -> None:
    number = f"id: {event.seq}\n" if event.seq is not None else ""
    data = json.dumps(event.data, ensure_ascii=False, separators=(",", ":"))
    await response.write(f"{number}event: {event.name}\ndata: {data}\n\n".encode())
