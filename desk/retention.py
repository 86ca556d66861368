"""Erase conversations that nobody has used for as many days as the settings keep them."""

import asyncio
from datetime import timedelta

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from desk import clock, keys
from store import conversations

SECONDS_BETWEEN_ROUNDS = 3600.0

log = structlog.get_logger()


async def enforce(app: web.Application) -> None:
    """Erase what is too old, now and every hour."""
    while True:
        try:
            await erase_unused(app)
        except SQLAlchemyError as error:
            log.error("retention failed, trying again in an hour", kind=type(error).__name__)
        await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)


async def erase_unused(app: web.Application) -> int:
    """Erase the conversations that are too old and return how many there were."""
    oldest = clock.now() - timedelta(days=app[keys.SETTINGS].keep_days)
    unused = await app[keys.RUN](conversations.unused_since, app[keys.ENGINE], oldest)
    if unused:
        await app[keys.ANSWERING].erase(*unused)
        log.info("retention", erased=len(unused))
    return len(unused)
