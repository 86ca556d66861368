"""Which websites may embed the chat and call the API: those of the settings, and those that were added."""

import re
import time
from dataclasses import dataclass, field

from aiohttp import web

from desk import keys
from store import sites
from store.sites import EVERY_SWV

SECONDS_A_READING_HOLDS = 15.0
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.ASCII)


@dataclass
class _Known:
    """What was read last of the added websites, and when."""

    read_at: float = -SECONDS_A_READING_HOLDS
    added: list[tuple[str, str]] = field(default_factory=list)


_KNOWN: web.AppKey[_Known] = web.AppKey("_KNOWN", _Known)


def prepare(app: web.Application) -> None:
    """Give the application a place for what was read."""
    app[_KNOWN] = _Known()


def is_origin(text: str) -> bool:
    """Tell whether a text is the origin of a website: https://school.nl, without a path."""
    return _ORIGIN.fullmatch(text) is not None


async def allowed(app: web.Application, swv: str | None = None) -> list[str]:
    """Return the origins that may embed the chat of a swv; without one, that may call the API at all."""
    known = app[_KNOWN]
    if time.monotonic() - known.read_at > SECONDS_A_READING_HOLDS:
        known.added = await app[keys.RUN](sites.everyone, app[keys.ENGINE])
        known.read_at = time.monotonic()
    added = [origin for origin, code in known.added if swv is None or code in (EVERY_SWV, swv)]
    return [*app[keys.SETTINGS].origins, *added]
