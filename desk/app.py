"""Put the desk together from its settings."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TextIO, cast

import aiohttp
import structlog
import uvloop
from aiohttp import web

from desk import (
    chat,
    console,
    copy_of_talk,
    downloads,
    health,
    keys,
    origins,
    outbox,
    pages,
    retention,
    stream,
    together,
)
from desk.answering import Answering
from desk.handover import clockwork
from desk.handover.nudges import Nudges
from desk.hub import Hub
from desk.limits import Limit, Limits
from desk.middlewares import (
    add_headers,
    allow_registered_origins,
    limited,
    logged,
    unexpected,
)
from desk.problems import problems
from desk.rasa import Rasa
from desk.settings import Settings
from store.database import open_database

_LONGEST_BODY_BYTES = 64 * 1024
_DATABASE_THREADS = 4


def make_app(settings: Settings) -> web.Application:
    """Return the desk. The database must be at its newest migration."""
    app = web.Application(
        middlewares=[logged, problems, unexpected, allow_registered_origins, limited],
        client_max_size=_LONGEST_BODY_BYTES,
    )
    app[keys.SETTINGS] = settings
    app[keys.HUB] = Hub()
    app[keys.LIMITS] = Limits(
        requests=Limit(settings.requests_per_minute_per_address, 60),
        conversations=Limit(settings.conversations_per_hour_per_address, 3600),
        of_swv=Limit(settings.conversations_per_hour_per_swv, 3600),
        messages=Limit(settings.messages_per_minute, 60),
    )
    for part in (chat, copy_of_talk, downloads, stream, health, pages):
        app.router.add_routes(part.routes)
    console.add_routes(app)
    health.prepare(app)
    origins.prepare(app)
    app.on_response_prepare.append(add_headers)
    if settings.redis_url:
        together.prepare(app)  # before what answers
    app.cleanup_ctx.append(_collaborators)
    return app


def serve(settings: Settings) -> None:
    """Run the desk until it is told to stop."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level)),
        logger_factory=structlog.PrintLoggerFactory(file=cast(TextIO, _LogOnADiskThatMayBeFull())),
    )
    web.run_app(
        make_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=None,
        print=None,
        shutdown_timeout=2.0,
        loop=uvloop.new_event_loop(),
    )


class _LogOnADiskThatMayBeFull:
    """Standard output, which must not keep a parent from her answer when it takes no more."""

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            sys.stdout.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            sys.stdout.flush()


async def _collaborators(app: web.Application) -> AsyncIterator[None]:
    settings = app[keys.SETTINGS]
    engine = open_database(settings.database_url)
    threads = ThreadPoolExecutor(max_workers=_DATABASE_THREADS, thread_name_prefix="store")

    async def run(function: Any, *args: Any, **named: Any) -> Any:
        work = partial(function, *args, **named)
        return await asyncio.get_running_loop().run_in_executor(threads, work)

    async with aiohttp.ClientSession() as session:
        app[keys.ENGINE], app[keys.RUN] = engine, run
        app[keys.RASA] = Rasa(session, settings)
        app[keys.NUDGES] = Nudges(engine, app[keys.HUB], run)
        app[keys.ANSWERING] = Answering(
            engine, app[keys.HUB], app[keys.RASA], settings, run, app[keys.NUDGES]
        )
        loops = [
            asyncio.create_task(app[keys.ANSWERING].take_up_what_is_owed()),
            *(asyncio.create_task(work(app)) for work in (retention.enforce, clockwork.run, outbox.run)),
        ]
        yield
        for loop in loops:
            loop.cancel()
        await app[keys.ANSWERING].close()
    threads.shutdown()
    engine.dispose()
