"""Carry what one desk tells its streams to the other desks, over Redis.

Redis is only the fast way. While it is away each desk looks every second which conversations have changed,
so that a message is a second late and never lost.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import redis.asyncio as redis
import structlog
from aiohttp import web
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from desk import clock, keys
from desk.hub import MISSED, Event
from store import conversations

# The number is that of the form: while one version replaces another, neither must hear what it cannot read.
CHANNEL = "wegwijs:news:2"
SECONDS_BETWEEN_LOOKS = 1.0
# What one message of a parent brings about goes together: each trip over Redis costs every desk as much as a
# statement of the database.
_SECONDS_TOGETHER = 0.05
_LOOK_BACK = timedelta(seconds=10)
_MOST_WAITING = 10_000

log = structlog.get_logger()


class Relay:
    """Between the hub of this desk and those of the others."""

    def __init__(self, server: redis.Redis, desk: str, hear: Callable[[str, Event], None]) -> None:
        """Take Redis, the name of this desk, and what to do with what the others tell."""
        self._server = server
        self._desk = desk
        self._hear = hear
        self._outgoing: asyncio.Queue[list[Any]] = asyncio.Queue(_MOST_WAITING)
        self._connected = asyncio.Event()
        self._told: dict[str, tuple[int, bool]] = {}

    @property
    def is_connected(self) -> bool:
        """Whether Redis can be reached at this moment."""
        return self._connected.is_set()

    def send(self, channel: str, event: Event) -> None:
        """Tell the other desks, as soon as can be; what Redis cannot take is dropped."""
        if self.is_connected:
            with contextlib.suppress(asyncio.QueueFull):
                self._outgoing.put_nowait([channel, event.name, dict(event.data), event.seq])

    async def run(self) -> None:
        """Send and hear, and connect again whenever Redis comes back, until cancelled."""
        while True:
            try:
                await self._while_connected()
            except (RedisError, OSError, asyncio.TimeoutError) as error:
                if self.is_connected:
                    log.error("redis is away", kind=type(error).__name__)
            self._connected.clear()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def _while_connected(self) -> None:
        async with self._server.pubsub(ignore_subscribe_messages=True) as heard:
            await heard.subscribe(CHANNEL)
            self._connected.set()
            sending = asyncio.create_task(self._send_all())
            hearing = asyncio.create_task(self._hear_all(heard))
            try:
                done, _ = await asyncio.wait({sending, hearing}, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in (sending, hearing):
                    task.cancel()
                await asyncio.gather(sending, hearing, return_exceptions=True)

    async def _send_all(self) -> None:
        while True:
            news = [await self._outgoing.get()]
            try:
                await asyncio.sleep(_SECONDS_TOGETHER)
                while not self._outgoing.empty():
                    news.append(self._outgoing.get_nowait())
                await self._server.publish(CHANNEL, json.dumps([self._desk, news], ensure_ascii=False))
            finally:
                for _ in news:
                    self._outgoing.task_done()

    async def _hear_all(self, heard: Any) -> None:
        while True:
            said = await heard.get_message(timeout=SECONDS_BETWEEN_LOOKS)
            if said is None:
                await self._server.ping()
                continue
            desk, news = json.loads(said["data"])
            if desk != self._desk:
                for channel, name, data, seq in news:
                    self._hear(channel, Event(name, data, seq))

    async def send_the_rest(self) -> None:
        """Give what still waits a second to be sent."""
        if self.is_connected:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._outgoing.join(), 1)

    async def watch(self, app: web.Application) -> None:
        """While Redis is away, and once when it is back, look for what has changed, until cancelled."""
        was_away = False
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            if was_away or not self.is_connected:
                await self._look(app)
            was_away = not self.is_connected

    async def _look(self, app: web.Application) -> None:
        since = clock.now() - _LOOK_BACK
        try:
            changed = await app[keys.RUN](conversations.changed_since, app[keys.ENGINE], since)
        except SQLAlchemyError:
            return
        for conversation_id, state in changed.items():
            if self._told.get(conversation_id) != state:
                self._hear(conversation_id, MISSED)
        self._told = changed
