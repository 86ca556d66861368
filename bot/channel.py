"""The way in for the desk: one POST a message, the answers streamed as lines of JSON.

    POST /webhooks/desk/messages   {sender, text | value, metadata}: a line an utterance, then {"done": true}
    GET  /webhooks/desk/ready      parses a known sentence of each language
    POST /webhooks/desk/forget     {sender}: forgets a sender (in the body, for addresses get logged)

All but for those who know the shared secret. What a parent types is never a command: Rasa obeys texts
that begin with a slash, so a typed one loses it, and only the value of a button keeps it.
"""

import asyncio
import hmac
import json
import logging
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

import yaml
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse

from bot.action_results import check_each_schema_once
from bot.graph import run_in_order
from bot.language import surely_written_in
from bot.together import with_the_one_before
from bot.tracker_store import DeskTrackerStore
from guide.danger import speaks_of_danger

logger = logging.getLogger(__name__)

LONGEST_TURN_SECONDS = 8.0
# The slot by which the bot knows that it has offered another language.
OFFERED = "taal_aangeboden"

_PROBES = Path(__file__).parent / "probes.yml"


class DeskOutput(OutputChannel):
    """Sends each utterance to the desk as soon as it is said."""

    def __init__(self, send: Callable[[Dict[Text, Any]], Awaitable[None]]) -> None:
        """Take the function that writes one line of the stream."""
        self._send = send

    @classmethod
    def name(cls) -> Text:
        """Return the name under which Rasa knows the channel."""
        return "desk"

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        """Send text, buttons and the custom part of one utterance together."""
        await self._send(
            {
                "text": message.get("text") or "",
                "buttons": [
                    {"title": b["title"], "value": b["payload"]} for b in message.get("buttons") or []
                ],
                "custom": message.get("custom") or {},
            }
        )


class DeskInput(InputChannel):
    """The input channel `desk`."""

    def __init__(self, secret: Text) -> None:
        """Take the secret that the desk shows with every call."""
        self._secret = secret

    @classmethod
    def name(cls) -> Text:
        """Return the name under which Rasa knows the channel."""
        return "desk"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "DeskInput":
        """Read the secret of credentials.yml, as rasa starts. Raises ValueError when there is none."""
        check_each_schema_once()
        run_in_order()
        secret = (credentials or {}).get("secret") or ""
        if len(secret) < 16:
            raise ValueError("The channel needs a secret of 16 characters or more (WEGWIJS_RASA_SECRET).")
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes."""
        routes = Blueprint("desk_channel")

        @routes.middleware("request")
        async def authorise(request: Request) -> Optional[HTTPResponse]:
            shown = request.headers.get("Authorization", "")
            if hmac.compare_digest(shown.encode(), f"Bearer {self._secret}".encode()):
                return None
            return response.json({"error": "unauthorized"}, status=401)

        @routes.post("/messages")
        async def receive(request: Request) -> None:
            body = request.json
            stream = await request.respond(content_type="application/x-ndjson")

            async def send(line: Dict[Text, Any]) -> None:
                await stream.send(json.dumps(line, ensure_ascii=False) + "\n")

            async def hear(said: Text) -> None:
                message = UserMessage(
                    said,
                    DeskOutput(send),
                    body["sender"],
                    input_channel=self.name(),
                    metadata=body["metadata"],
                )
                message = await with_the_one_before(request.app.ctx.agent.processor, message)
                # Rasa itself would wait five minutes for a slow action, holding the conversation.
                await asyncio.wait_for(on_new_message(message), LONGEST_TURN_SECONDS)

            try:
                offered = _store(request).remembers(body["sender"], OFFERED)
                for said in _turns(body, offered=offered):
                    await hear(said)
                await send({"done": True})
            except Exception as error:  # noqa: BLE001  (the desk must hear of any failure)
                _store(request).forget(body["sender"])
                # The text of the error may repeat what the parent wrote: only its kind is logged.
                logger.error("A message could not be handled: %s", type(error).__name__)
                await send({"error": type(error).__name__})
            await stream.eof()

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            understood = await _understood(request.app.ctx.agent)
            understood["memory"] = isinstance(_store(request), DeskTrackerStore)
            return response.json({"languages": understood}, status=200 if all(understood.values()) else 503)

        @routes.post("/forget")
        async def forget(request: Request) -> HTTPResponse:
            await _store(request).delete(request.json["sender"])
            return response.empty()

        return routes


def _store(request: Request) -> Any:
    """Return the tracker store without the wrapper that Rasa puts around it."""
    store = request.app.ctx.agent.tracker_store
    return getattr(store, "_tracker_store", store)


def _turns(body: Dict[Text, Any], *, offered: bool) -> List[Text]:
    """Return what Rasa is told: the language that she writes, if she reads another, and the message.

    The offer to go on in her language comes first, where she sees it; only danger goes before it. It is
    not made when her words are said `again` because she has just chosen another language, nor, so as to
    save a turn that would say nothing, where she is known to have been `offered` one.
    """
    if "value" in body:
        return [body["value"]]
    said = [as_text(body["text"])]
    language = None if offered else surely_written_in(body["text"])
    if language and language != body["metadata"]["locale"] and not body["metadata"].get("again"):
        said.insert(int(speaks_of_danger(body["text"])), f'/taal_gehoord{{"taal": "{language}"}}')
    return said


def as_text(typed: Text) -> Text:
    """Return what a parent typed so that Rasa reads it as text: without leading slashes."""
    return typed.strip().lstrip("/ \t\r\n\f\v").strip() or "?"


async def _understood(agent: Any) -> Dict[Text, bool]:
    """Tell for each language whether its known sentences are understood with confidence."""
    if agent is None or not agent.is_ready():
        return {"model": False}
    result: Dict[Text, bool] = {}
    for language, probe in yaml.safe_load(_PROBES.read_text(encoding="utf-8")).items():
        parsed = await agent.parse_message(probe["text"])
        intent = parsed["intent"]
        result[language] = bool(
            intent["name"] == probe["intent"] and intent["confidence"] >= probe["confidence"]
        )
    return result
