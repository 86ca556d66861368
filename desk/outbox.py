"""Send the mail that waits in the database, and try again for as long as it is not taken."""

import asyncio
from datetime import timedelta

import aiosmtplib
import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from desk import clock, keys, metrics
from desk.mail import written
from desk.settings import Settings
from store import mails

SECONDS_BETWEEN_ROUNDS = 3.0
_LONGEST_PAUSE = timedelta(hours=1)
# A desk that dies while it sends leaves the mail to the others after this long.
_TIME_TO_SEND = timedelta(minutes=2)

log = structlog.get_logger()


async def run(app: web.Application) -> None:
    """Send what is due every few seconds, until cancelled. Without a mail server the mail waits."""
    settings = app[keys.SETTINGS]
    while settings.smtp_host:
        try:
            await send_due(app)
        except SQLAlchemyError as error:
            log.error("the outbox cannot be read", kind=type(error).__name__)
        await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)


async def send_due(app: web.Application) -> None:
    """Send the mails that are due; one that is refused is tried again after a pause that grows."""
    settings, engine, call = app[keys.SETTINGS], app[keys.ENGINE], app[keys.RUN]
    for mail in await call(mails.due, engine, clock.now()):
        if not await call(mails.take, engine, mail, clock.now(), _TIME_TO_SEND):
            continue
        try:
            await _send(settings, mail)
        except Exception as error:  # noqa: BLE001  (one that cannot be sent must not hold up the others)
            pause = min(timedelta(seconds=15 * 2 ** min(mail.tries, 12)), _LONGEST_PAUSE)
            await call(mails.failed, engine, mail, clock.now(), pause)
            metrics.MAILS.labels("failed").inc()
            log.warning("mail was not taken", kind=type(error).__name__, mail=mail.kind)
        else:
            await call(mails.sent, engine, mail, clock.now())
            metrics.MAILS.labels("sent").inc()


async def _send(settings: Settings, mail: mails.Mail) -> None:
    await aiosmtplib.send(
        written(mail, settings.mail_from, settings.address),
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_user or None,
        password=settings.smtp_password or None,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        timeout=20,
    )
