"""Erase what is too old: conversations, the ways to reach a parent, and mail that has gone out."""

import asyncio
from datetime import timedelta

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from desk import clock, keys
from store import conversations, handovers, mails, review

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
    settings, engine, run = app[keys.SETTINGS], app[keys.ENGINE], app[keys.RUN]
    oldest = clock.now() - timedelta(days=settings.keep_days)
    ended = clock.now() - timedelta(days=settings.keep_shared_days)
    unused = await run(conversations.unused_since, engine, oldest, ended)
    if unused:
        await run(review.detach, engine, unused)
        await app[keys.ANSWERING].erase(*unused)
    contacts_before = clock.now() - timedelta(days=settings.keep_contact_days)
    contacts = await run(handovers.forget_contacts, engine, contacts_before)
    await run(mails.forget_sent, engine, contacts_before)
    if unused or contacts:
        log.info("retention", erased=len(unused), contacts=contacts)
    return len(unused)
