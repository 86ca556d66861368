"""Sign in, sign out, choose a password with an invitation, and one's own settings."""

from aiohttp import web

from desk import clock, keys
from desk.console import second_step, session
from desk.console.guard import guard
from desk.console.render import page
from guide.language import N_, STAFF_LANGUAGES
from store import staff
from store.staff import Staff

WRONG = N_("Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het opnieuw.")
TOO_SHORT = N_("Kies een wachtwoord van 12 tekens of meer. Een zin van een paar woorden is goed.")
NOT_THE_SAME = N_("De twee wachtwoorden zijn niet gelijk. Typ ze nog eens.")

routes = web.RouteTableDef()


@routes.get("/console/sign-in")
async def show_sign_in(request: web.Request) -> web.Response:
    """Show the form."""
    return page(request, "sign_in", email="", wrong="", next=session.next_page(request.query.get("next", "")))


@routes.post("/console/sign-in")
async def sign_in(request: web.Request) -> web.StreamResponse:
    """Sign somebody in, or say what is wrong; after five wrong passwords each next try has to wait."""
    form = await request.post()
    email, password = str(form.get("email", "")), str(form.get("password", ""))
    engine, run, now = request.app[keys.ENGINE], request.app[keys.RUN], clock.now()
    person: Staff | None = await run(staff.by_email, engine, email)
    there = session.next_page(str(form.get("next", "")))
    if person and person.locked_until and person.locked_until > now:
        return page(request, "sign_in", email=email, wrong=session.WAIT, next=there, status=429)
    if not await run(session.matches, person, password) or person is None or not person.is_active:
        if person:
            await run(staff.sign_in_failed, engine, person, now)
        return page(request, "sign_in", email=email, wrong=WRONG, next=there, status=401)
    if person.code_secret:
        return await second_step.ask(request, person, there)
    return await session.signed_in(request, person, there)


@routes.post("/console/sign-out")
@guard("signed_in")
async def sign_out(request: web.Request, person: Staff) -> web.StreamResponse:
    """End the session of this browser; nobody is promised that she is there any more."""
    await request.app[keys.RUN](staff.change, request.app[keys.ENGINE], person.id, seen_at=None)
    response = web.HTTPSeeOther("/console/sign-in")
    await session.end(request, response)
    raise response


@routes.get("/console/invitation/{token}")
async def show_invitation(request: web.Request) -> web.Response:
    """Let somebody who was invited choose a password."""
    person = await _invited(request)
    if person is None:
        return page(request, "invitation_over", status=404)
    return page(request, "invitation", invited=person, wrong="")


@routes.post("/console/invitation/{token}")
async def accept_invitation(request: web.Request) -> web.StreamResponse:
    """Keep the password and sign her in; the invitation works once."""
    person = await _invited(request)
    if person is None:
        return page(request, "invitation_over", status=404)
    form = await request.post()
    password = str(form.get("password", ""))
    wrong = TOO_SHORT if len(password) < session.SHORTEST_PASSWORD else ""
    wrong = wrong or (NOT_THE_SAME if password != form.get("again") else "")
    if wrong:
        return page(request, "invitation", invited=person, wrong=wrong, status=422)
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    kept = await run(session.hashed, password)
    # Whoever lost her telephone is invited anew, and begins without a second step.
    await run(staff.change, engine, person.id, password_hash=kept, code_secret=None, code_used=None)
    await run(staff.end_tokens, engine, person.id)
    return await session.signed_in(request, person, "/console")


@routes.get("/console/me")
@guard("signed_in")
async def show_me(request: web.Request, person: Staff) -> web.Response:
    """Show one's own settings."""
    return page(request, "me", person, languages=STAFF_LANGUAGES, saved=False)


@routes.post("/console/me")
@guard("signed_in")
async def change_me(request: web.Request, person: Staff) -> web.Response:
    """Keep one's name, language, and whether mail is wanted."""
    form = await request.post()
    language = str(form.get("language", ""))
    await request.app[keys.RUN](
        staff.change,
        request.app[keys.ENGINE],
        person.id,
        name=str(form.get("name", "")).strip()[:80] or person.name,
        language=language if language in STAFF_LANGUAGES else person.language,
        wants_mail="wants_mail" in form,
    )
    changed = await session.person_of(request)
    return page(request, "me", changed, languages=STAFF_LANGUAGES, saved=True)


@routes.post("/console/available")
@guard("talk")
async def be_available(request: web.Request, person: Staff) -> web.StreamResponse:
    """Say whether one can take conversations now."""
    form = await request.post()
    available = form.get("available") == "yes"
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    await run(staff.change, engine, person.id, is_available=available, seen_at=clock.now())
    for point in person.roles:
        request.app[keys.NUDGES].queue_changed(point)
    raise web.HTTPSeeOther("/console")


async def _invited(request: web.Request) -> Staff | None:
    found: Staff | None = await request.app[keys.RUN](
        staff.whose, request.app[keys.ENGINE], request.match_info["token"], "invitation", clock.now()
    )
    return found
