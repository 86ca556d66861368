"""Alive, ready, and figures for the operator."""

import time

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from desk import keys
from store import conversations

SECONDS_AN_ANSWER_HOLDS = 1.0

routes = web.RouteTableDef()
_LATEST: web.AppKey[dict[str, tuple[float, dict[str, bool]]]] = web.AppKey("_LATEST", dict)


@routes.get("/healthz")
async def health(request: web.Request) -> web.Response:
    """Answer as long as the desk runs."""
    return web.json_response({"alive": True})


@routes.get("/readyz")
async def readiness(request: web.Request) -> web.Response:
    """Answer 200 only when a message can be answered: store, rasa and actions."""
    checked_at, state = request.app[_LATEST].get("ready", (0.0, {}))
    if time.monotonic() - checked_at > SECONDS_AN_ANSWER_HOLDS or not all(state.values()):
        state = {"store": await _store_ready(request), **await request.app[keys.RASA].readiness()}
        request.app[_LATEST]["ready"] = (time.monotonic(), state)
    ready = all(state.values())
    return web.json_response({"ready": ready, **state}, status=200 if ready else 503)


@routes.get("/metrics")
async def figures(request: web.Request) -> web.Response:
    """Return the figures."""
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def prepare(app: web.Application) -> None:
    """Give the application a place for the latest answer."""
    app[_LATEST] = {}


async def _store_ready(request: web.Request) -> bool:
    try:
        await request.app[keys.RUN](conversations.alive, request.app[keys.ENGINE])
    except SQLAlchemyError:
        return False
    return True
