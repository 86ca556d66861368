"""The door of every console page: who is signed in, what she may, and that the form is ours.

A route that names a steunpunt (`{point}`), the owner of a profile (`{owner}`: a steunpunt or a swv that it
serves) or a hand-over (`{handover}`) is there only for those who have the right at that steunpunt; for others
it does not exist.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import quote

from aiohttp import web

from desk import keys
from desk.console import session
from desk.console.access import Right, may, where
from desk.console.render import page
from store import handovers, register
from store.handovers import Handover
from store.staff import Staff

Handler = Callable[[web.Request, Staff], Awaitable[web.StreamResponse]]
SECOND_STEP, SIGN_OUT = "/console/me/code", "/console/sign-out"
HANDOVER = web.RequestKey("HANDOVER", Handover)


def guard(right: Right) -> Callable[[Handler], Callable[[web.Request], Awaitable[web.StreamResponse]]]:
    """Let a handler be called only by those with a right; it gets the request and the person."""

    def around(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        @wraps(handler)
        async def guarded(request: web.Request) -> web.StreamResponse:
            person = await session.person_of(request)
            if person is None:
                return _to_sign_in(request)
            if _lacks_second_step(request, person):
                return _to_second_step(request)
            if not await _is_there(request, person, right):
                return page(request, "nothing", person, status=404)
            try:
                if request.method == "POST" and await session.is_forged(request):
                    return page(request, "forged", person, status=403)
            except web.HTTPRequestEntityTooLarge:
                return page(request, "too_large", person, status=413)
            return await handler(request, person)

        return guarded

    return around


async def _is_there(request: web.Request, person: Staff, right: Right) -> bool:
    if "handover" in request.match_info:
        seen = await request.app[keys.RUN](
            handovers.get, request.app[keys.ENGINE], request.match_info["handover"]
        )
        if seen is None or not may(person, right, seen.steunpunt_id):
            return False
        request[HANDOVER] = seen
        return True
    if "point" in request.match_info or "owner" in request.match_info:
        owner = request.match_info.get("point") or request.match_info["owner"]
        points = await request.app[keys.RUN](register.steunpunten_of, request.app[keys.ENGINE], owner)
        return any(may(person, right, point) for point in points)
    return may(person, right) or bool(where(person, right))


def _lacks_second_step(request: web.Request, person: Staff) -> bool:
    """Tell whether she must first turn on the second step, on the one page where that is done."""
    required = request.app[keys.SETTINGS].second_step == "required"
    return required and not person.code_secret and request.path not in (SECOND_STEP, SIGN_OUT)


def _to_second_step(request: web.Request) -> web.Response:
    if request.headers.get("HX-Request") or request.headers.get("X-Background"):
        return web.Response(status=403, headers={"HX-Redirect": SECOND_STEP})
    raise web.HTTPSeeOther(SECOND_STEP)


def _to_sign_in(request: web.Request) -> web.Response:
    """Send a browser to the sign-in page and back; what asks in the background hears a 401."""
    there = f"/console/sign-in?next={quote(request.path)}"
    if request.headers.get("HX-Request") or request.headers.get("X-Background"):
        return web.Response(status=401, headers={"HX-Redirect": there})
    if request.method == "POST":
        return page(request, "signed_out", status=401)
    raise web.HTTPSeeOther(there)
