"""What holds for every request: headers, who may call from elsewhere, limits, and the log."""

import time
from typing import Any

import structlog
from aiohttp import web

from desk import keys, metrics
from desk.address import address_of
from desk.faults import place_of
from desk.origins import allowed
from desk.problems import Problem

log = structlog.get_logger()

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "origin",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
_NOT_COUNTED = ("/healthz", "/readyz", "/metrics")


@web.middleware
async def logged(request: web.Request, handler: Any) -> web.StreamResponse:
    """Log each request by its route, without path, query or body: those may tell of a parent."""
    began = time.monotonic()
    status = 500
    try:
        response: web.StreamResponse = await handler(request)
        status = response.status
    except web.HTTPException as error:
        status = error.status
        raise
    finally:
        if request.path not in _NOT_COUNTED:
            _log(request, status, 1000 * (time.monotonic() - began))
    return response


def _log(request: web.Request, status: int, milliseconds: float) -> None:
    resource = request.match_info.route.resource
    log.info(
        "request",
        method=request.method,
        route=resource.canonical if resource else "-",
        status=status,
        milliseconds=round(milliseconds, 1),
    )


@web.middleware
async def unexpected(request: web.Request, handler: Any) -> web.StreamResponse:
    """Turn a fault of ours into a problem; the log has its kind and place, not its words."""
    try:
        response: web.StreamResponse = await handler(request)
    except (web.HTTPException, Problem, ConnectionResetError):
        raise
    except Exception as error:  # noqa: BLE001  (a parent gets a sentence, whatever it is)
        log.error("unexpected", kind=type(error).__name__, where=place_of(error))
        raise Problem("unexpected") from None
    return response


@web.middleware
async def limited(request: web.Request, handler: Any) -> web.StreamResponse:
    """Refuse an address that asks too often."""
    if request.path not in _NOT_COUNTED:
        wait = await request.app[keys.LIMITS].requests.take(address_of(request))
        if wait:
            metrics.PROBLEMS.labels("too-many").inc()
            raise Problem("too-many", seconds=wait)
    response: web.StreamResponse = await handler(request)
    return response


@web.middleware
async def allow_registered_origins(request: web.Request, handler: Any) -> web.StreamResponse:
    """Answer cross-origin calls of the registered sites, and of no other."""
    origin = request.headers.get("Origin", "")
    asked = bool(origin) and request.path.startswith("/api/") and request.method == "OPTIONS"
    if asked and origin in await allowed(request.app):
        preflight = web.Response(status=204)
        preflight.headers.update(
            {
                "Access-Control-Allow-Origin": origin,
                "Access-Control-Allow-Methods": "GET, POST, PATCH, DELETE",
                "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
                "Access-Control-Max-Age": "600",
                "Vary": "Origin",
            }
        )
        return preflight
    response: web.StreamResponse = await handler(request)
    return response


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on every answer, before its first byte."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    origin = request.headers.get("Origin", "")
    if not origin or not request.path.startswith("/api/"):
        return
    # What the launcher asks before anything else tells it whether its site is registered.
    if request.path == "/api/config" or origin in await allowed(request.app):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"
