"""What the application carries, each under a typed key."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from sqlalchemy.engine import Engine

from desk.answering import Answering
from desk.handover.nudges import Nudges
from desk.hub import Hub
from desk.limits import Limits
from desk.rasa import Rasa
from desk.settings import Settings

SETTINGS = web.AppKey("SETTINGS", Settings)
ENGINE = web.AppKey("ENGINE", Engine)
HUB = web.AppKey("HUB", Hub)
RASA = web.AppKey("RASA", Rasa)
NUDGES = web.AppKey("NUDGES", Nudges)
ANSWERING = web.AppKey("ANSWERING", Answering)
RUN: web.AppKey[Callable[..., Awaitable[Any]]] = web.AppKey("RUN", Callable)  # type: ignore[arg-type]
LIMITS = web.AppKey("LIMITS", Limits)
