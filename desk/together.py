"""Have several desks work as one: shared limits, news for each other's streams, one to answer for another."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import fields

import redis.asyncio as redis
from aiohttp import web

from desk import keys
from desk.hub import Event
from desk.limits import Limits, SharedLimit
from desk.relay import Relay
from desk.settings import Settings

_SECONDS_FOR_REDIS = 2.0


def prepare(app: web.Application) -> None:
    """Join the other desks at the Redis of the settings, for as long as the application runs.

    To be called before what answers is added, so that what it says at the very end is still carried.
    """
    settings = app[keys.SETTINGS]
    server = redis.from_url(
        settings.redis_url, socket_timeout=_SECONDS_FOR_REDIS, socket_connect_timeout=_SECONDS_FOR_REDIS
    )
    forgetting: set[asyncio.Task[None]] = set()

    def hear(channel: str, event: Event) -> None:
        if keys.ANSWERING not in app:
            return
        if event.name == "owed":
            app[keys.ANSWERING].nudge(channel)
            return
        app[keys.HUB].hand_on(channel, event)
        if event.name == "gone":
            task = asyncio.create_task(app[keys.RASA].forget(channel))
            forgetting.add(task)
            task.add_done_callback(forgetting.discard)

    relay = Relay(server, settings.desk, hear)
    app[keys.HUB].tell_others = relay.send
    app[keys.LIMITS] = _shared(app[keys.LIMITS], server, settings, relay)

    async def joined(app: web.Application) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(relay.run()),
            asyncio.create_task(relay.watch(app)),
        ]
        yield
        await relay.send_the_rest()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.close(close_connection_pool=True)

    app.cleanup_ctx.append(joined)


def _shared(limits: Limits, server: redis.Redis, settings: Settings, relay: Relay) -> Limits:
    return Limits(
        **{
            one.name: SharedLimit(
                one.name,
                getattr(limits, one.name),
                server,
                settings.rasa_secret,
                lambda: relay.is_connected,
            )
            for one in fields(Limits)
        }
    )
