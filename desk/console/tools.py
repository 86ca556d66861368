"""What nearly every page of the console needs of the application."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from aiohttp import web
from sqlalchemy.engine import Engine

from desk import clock, keys


class Tools(NamedTuple):
    """How to call the store, on which database, and what time it is (UTC) and which day (the Netherlands)."""

    run: Callable[..., Awaitable[Any]]
    engine: Engine
    now: datetime
    today: date


def tools(request: web.Request) -> Tools:
    """Return the tools of a request."""
    today = clock.today(request.app[keys.SETTINGS].today)
    return Tools(request.app[keys.RUN], request.app[keys.ENGINE], clock.now(), today)
