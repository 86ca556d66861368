"""Signed-in browsers: a cookie that scripts cannot read, a token against forged forms, and passwords."""

import hashlib
import hmac
from datetime import timedelta

from aiohttp import web
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from desk import clock, keys
from guide.language import N_
from store import staff
from store.staff import Staff

COOKIE = "wegwijs_staff"
LASTS = timedelta(hours=10)
INVITATION_LASTS = timedelta(days=3)
SHORTEST_PASSWORD = 12
WAIT = N_("Er is te vaak een verkeerd wachtwoord gebruikt. Wacht even en probeer het dan opnieuw.")
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF"

_hasher = PasswordHasher()
# Checked when nobody has the address, so that the answer takes as long.
_NOBODY = _hasher.hash("nobody has this password")


async def person_of(request: web.Request) -> Staff | None:
    """Return who is signed in."""
    token = request.cookies.get(COOKIE, "")
    if not token:
        return None
    found: Staff | None = await request.app[keys.RUN](
        staff.whose, request.app[keys.ENGINE], token, "session", clock.now()
    )
    return found


async def begin(request: web.Request, person: Staff, response: web.StreamResponse) -> None:
    """Sign somebody in on this browser."""
    token = await request.app[keys.RUN](
        staff.issue_token, request.app[keys.ENGINE], person.id, "session", clock.now() + LASTS
    )
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LASTS.total_seconds()),
        path="/console",
        httponly=True,
        samesite="Lax",
        secure=request.app[keys.SETTINGS].address.startswith("https://"),
    )


async def signed_in(request: web.Request, person: Staff, there: str) -> web.StreamResponse:
    """Sign somebody in who has shown all that is asked, and send her to a page."""
    run, engine, now = request.app[keys.RUN], request.app[keys.ENGINE], clock.now()
    await run(staff.change, engine, person.id, failures=0, locked_until=None, seen_at=now)
    response = web.HTTPSeeOther(there)
    await begin(request, person, response)
    raise response


def next_page(path: str) -> str:
    """Return where to go after signing in: only to a page of the console."""
    return path if path.startswith("/console") and "//" not in path and "\\" not in path else "/console"


async def end(request: web.Request, response: web.StreamResponse) -> None:
    """Sign out on this browser."""
    await request.app[keys.RUN](staff.end_token, request.app[keys.ENGINE], request.cookies.get(COOKIE, ""))
    response.del_cookie(COOKIE, path="/console")


def csrf_token(request: web.Request) -> str:
    """Return the token that forms of this session carry; it cannot be made without the cookie."""
    secret = request.cookies.get(COOKIE, "").encode()
    return hmac.new(secret, b"csrf", hashlib.sha256).hexdigest()


async def is_forged(request: web.Request) -> bool:
    """Tell whether a POST came from somewhere else than our own pages."""
    shown = request.headers.get(CSRF_HEADER) or str((await request.post()).get(CSRF_FIELD, ""))
    return not hmac.compare_digest(shown.encode(), csrf_token(request).encode())


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher.hash(password)


def matches(person: Staff | None, password: str) -> bool:
    """Tell whether this is somebody's password; takes as long when there is nobody."""
    kept = person.password_hash if person and person.password_hash else _NOBODY
    try:
        _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
    return person is not None and person.password_hash is not None
