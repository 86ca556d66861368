"""Talk with rasa over its `desk` channel, and hear whether it and the actions are ready."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from desk.settings import Settings


class RasaError(Exception):
    """Rasa gave no (complete) answer: it was too slow, said nothing, or failed."""


class RasaAwayError(RasaError):
    """Rasa cannot be reached, or went away before it said a word: it may be asked again."""


@dataclass(frozen=True)
class Utterance:
    """Something the bot says: text, buttons (title, value), and the custom part of the chat API."""

    text: str
    buttons: list[dict[str, str]]
    custom: dict[str, Any]


_CONNECTION_LOST = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError)


class Rasa:
    """The client of rasa's channel."""

    def __init__(self, session: aiohttp.ClientSession, settings: Settings) -> None:
        """Take the HTTP session and where rasa is."""
        self._session = session
        self._settings = settings
        self._channel = f"{settings.rasa_url}/webhooks/desk"
        self._headers = {"Authorization": f"Bearer {settings.rasa_secret}"}
        # A rasa that starts takes connections long before it answers: after a failure it is first asked
        # whether it is ready.
        self._is_trusted = False

    async def ask(
        self, sender: str, metadata: Mapping[str, Any], *, text: str = "", value: str | None = None
    ) -> AsyncIterator[Utterance]:
        """Send a text or the value of a button; yield what the bot says, as it says it.

        Raises RasaAwayError when rasa cannot be reached, RasaError when there is no complete answer
        within the time limit, or none at all.
        """
        body: dict[str, Any] = {"sender": sender, "metadata": dict(metadata)}
        body |= {"value": value} if value is not None else {"text": text}
        limit = aiohttp.ClientTimeout(total=self._settings.answer_timeout_seconds)
        await self._must_be_ready()
        said, heard = 0, False
        try:
            async with self._session.post(
                f"{self._channel}/messages", json=body, headers=self._headers, timeout=limit
            ) as response:
                heard = True
                if response.status != 200:
                    raise RasaAwayError(f"status {response.status}")
                async for line in response.content:
                    part = json.loads(line)
                    if "error" in part:
                        raise RasaError(part["error"])
                    if "done" in part:
                        if not said:
                            raise RasaError("silence")
                        with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
                            await response.read()  # to its end, so that the connection is used again
                        return
                    said += 1
                    yield Utterance(part["text"], part["buttons"], part["custom"])
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            kind, self._is_trusted = type(error).__name__, False
            if not heard and isinstance(error, asyncio.TimeoutError):
                await self._must_be_ready()
            lost = isinstance(error, _CONNECTION_LOST) and not isinstance(error, asyncio.TimeoutError)
            if lost and not said:
                raise RasaAwayError(kind) from error
            raise RasaError(kind) from error
        raise RasaError("cut off")

    async def _must_be_ready(self) -> None:
        """Raise RasaAwayError when a rasa that failed is not ready yet."""
        self._is_trusted = self._is_trusted or await self._ok(f"{self._channel}/ready")
        if not self._is_trusted:
            raise RasaAwayError("not ready")

    async def forget(self, sender: str) -> None:
        """Make rasa drop its memory of a sender. Nothing to forget when it is away."""
        try:
            async with self._session.post(
                f"{self._channel}/forget",
                json={"sender": sender},
                headers=self._headers,
                timeout=aiohttp.ClientTimeout(total=3),
            ):
                pass
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return

    async def readiness(self) -> dict[str, bool]:
        """Tell whether rasa understands its known sentences and the action server answers."""
        return {
            "rasa": await self._ok(f"{self._channel}/ready"),
            "actions": await self._ok(f"{self._settings.actions_url}/health"),
        }

    async def _ok(self, url: str) -> bool:
        limit = aiohttp.ClientTimeout(total=3)
        try:
            async with self._session.get(url, headers=self._headers, timeout=limit) as response:
                return response.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False
