"""The second step of signing in: six digits of an app on one's telephone (TOTP, RFC 6238)."""

import hmac
import time
from datetime import timedelta

import pyotp
import segno
from aiohttp import web
from markupsafe import Markup

from desk import clock, keys
from desk.console import session
from desk.console.guard import guard
from desk.console.render import page
from guide.language import N_
from store import staff
from store.staff import Staff

WRONG_CODE = N_("Deze code klopt niet, of is al gebruikt. Wacht op de volgende code van de app en typ die.")
TOO_LATE = N_("Het duurde te lang. Log opnieuw in.")
TIME_TO_TYPE = timedelta(minutes=5)
_SECONDS_OF_A_CODE = 30
# A telephone's clock may be this many codes off.
_CODES_OFF = 1

routes = web.RouteTableDef()


async def ask(request: web.Request, person: Staff, there: str) -> web.Response:
    """Show the form for the code to somebody whose password was right."""
    token = await request.app[keys.RUN](
        staff.issue_token, request.app[keys.ENGINE], person.id, "code", clock.now() + TIME_TO_TYPE
    )
    return page(request, "sign_in_code", token=token, next=there, wrong="")


@routes.post("/console/sign-in/code")
async def sign_in(request: web.Request) -> web.StreamResponse:
    """Sign in who has the right code; wrong ones count as wrong passwords do."""
    form = await request.post()
    token, there = str(form.get("token", "")), session.next_page(str(form.get("next", "")))
    engine, run, now = request.app[keys.ENGINE], request.app[keys.RUN], clock.now()
    person: Staff | None = await run(staff.whose, engine, token, "code", now)
    if person is None:
        return page(request, "sign_in", email="", wrong=TOO_LATE, next=there, status=401)
    if person.locked_until and person.locked_until > now:
        return page(request, "sign_in_code", token=token, next=there, wrong=session.WAIT, status=429)
    step = _step(person.code_secret or "", str(form.get("code", "")))
    if step is None or not await run(staff.use_code, engine, person.id, step):
        await run(staff.sign_in_failed, engine, person, now)
        return page(request, "sign_in_code", token=token, next=there, wrong=WRONG_CODE, status=401)
    await run(staff.end_token, engine, token)
    return await session.signed_in(request, person, there)


@routes.get("/console/me/code")
@guard("signed_in")
async def show(request: web.Request, person: Staff) -> web.Response:
    """Show a new secret as a picture for the app, or how to do without."""
    return _own_page(request, person, pyotp.random_base32())


@routes.post("/console/me/code")
@guard("signed_in")
async def change(request: web.Request, person: Staff) -> web.Response:
    """Begin or end the second step, with a code that proves the app."""
    form = await request.post()
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    secret = person.code_secret or str(form.get("secret", ""))
    if person.locked_until and person.locked_until > clock.now():
        return _own_page(request, person, secret, wrong=session.WAIT, status=429)
    step = _step(secret, str(form.get("code", "")))
    if step is None or (person.code_secret and not await run(staff.use_code, engine, person.id, step)):
        if person.code_secret:
            await run(staff.sign_in_failed, engine, person, clock.now())
        return _own_page(request, person, secret, wrong=WRONG_CODE, status=422)
    kept = None if person.code_secret else secret
    await run(staff.change, engine, person.id, code_secret=kept, code_used=step, failures=0)
    return _own_page(request, await session.person_of(request) or person, "", saved=True)


def _own_page(
    request: web.Request,
    person: Staff,
    secret: str,
    *,
    wrong: str = "",
    saved: bool = False,
    status: int = 200,
) -> web.Response:
    address = pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name="Wegwijs") if secret else ""
    picture = Markup(segno.make(address).svg_inline(omitsize=True)) if address else ""  # noqa: S704  (of our own making)
    return page(
        request, "code", person, picture=picture, secret=secret, wrong=wrong, saved=saved, status=status
    )


def _step(secret: str, typed: str) -> int | None:
    """Return the number of the half minute whose code was typed, None when it is of none near now."""
    code = "".join(typed.split())
    if len(code) != 6 or not code.isascii() or not code.isdigit():
        return None
    try:
        app = pyotp.TOTP(secret)
        here = int(time.time()) // _SECONDS_OF_A_CODE
        near = range(here - _CODES_OFF, here + _CODES_OFF + 1)
        return next((step for step in near if hmac.compare_digest(app.generate_otp(step), code)), None)
    except ValueError:  # the secret of a form that was tampered with
        return None
