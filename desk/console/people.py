"""Who works at a steunpunt: invite by mail, give and take roles, and a new invitation for a lost password."""

from collections.abc import Sequence

from aiohttp import web
from email_validator import EmailNotValidError, validate_email

from desk import keys
from desk.console import session
from desk.console.access import may
from desk.console.guard import guard
from desk.console.render import page
from desk.console.tools import tools
from guide.language import N_
from store import mails, register, staff
from store.mails import Mail
from store.staff import Staff

BAD_MAIL = N_("Dit e-mailadres kan niet kloppen.")
NO_NAME = N_("Vul de naam in zoals ouders die zien.")
NO_ROLE = N_("Kies ten minste één rol.")
LAST_COORDINATOR = N_("Dit is de laatste coördinator. Maak eerst iemand anders coördinator.")
HAS_AN_ACCOUNT = N_("Deze collega heeft al een account en logt in met het eigen wachtwoord.")
WORKS_ELSEWHERE = N_(
    "Deze collega werkt ook bij een ander steunpunt. Zonder mailserver kan alleen een beheerder een nieuwe "
    "uitnodiging geven."
)
ROLE_NAMES = {
    "consultant": N_("consulent"),
    "coordinator": N_("coördinator"),
    "register_keeper": N_("beheerder van gegevens"),
}

routes = web.RouteTableDef()


@routes.get("/console/steunpunten/{point}/staff")
@guard("people")
async def show(request: web.Request, person: Staff) -> web.Response:
    """List the people of a steunpunt."""
    return await _page(request, person)


@routes.post("/console/steunpunten/{point}/staff")
@guard("people")
async def invite(request: web.Request, person: Staff) -> web.Response:
    """Invite somebody by mail, or give somebody who is known already a role here too."""
    form = await request.post()
    run, engine, now, _ = tools(request)
    point = request.match_info["point"]
    name, roles = str(form.get("name", "")).strip()[:80], _roles(form.getall("role", []))
    try:
        email = validate_email(str(form.get("email", "")), check_deliverability=False).normalized
    except EmailNotValidError:
        return await _page(request, person, wrong=BAD_MAIL, status=422)
    if not name or not roles:
        return await _page(request, person, wrong=NO_ROLE if name else NO_NAME, status=422)
    known: Staff | None = await run(staff.by_email, engine, email)
    staff_id = known.id if known else await run(staff.add, engine, name, email, "nl", now)
    await run(staff.set_roles, engine, staff_id, point, roles)
    await run(staff.record, engine, person.id, point, "invited", known.name if known else name, now)
    if known and known.password_hash:
        return await _page(request, person, saved=True, note=HAS_AN_ACCOUNT)
    return await _invite(request, person, staff_id)


@routes.post("/console/steunpunten/{point}/staff/{staff}")
@guard("people")
async def change(request: web.Request, person: Staff) -> web.Response:
    """Change somebody's roles here, or invite anew."""
    form = await request.post()
    run, engine, now, _ = tools(request)
    point = request.match_info["point"]
    there = {one.id: one for one in await run(staff.of_steunpunt, engine, point)}
    other = there.get(request.match_info["staff"])
    if other is None:
        return page(request, "nothing", person, status=404)
    if form.get("again"):
        await run(staff.record, engine, person.id, point, "invited", other.name, now)
        return await _invite(request, person, other.id)
    roles = _roles(form.getall("role", []))
    leads = [one for one in there.values() if "coordinator" in one.roles[point]]
    if leads == [other] and "coordinator" not in roles and not may(person, "people"):
        return await _page(request, person, wrong=LAST_COORDINATOR, status=422)
    await run(staff.set_roles, engine, other.id, point, roles)
    await run(staff.record, engine, person.id, point, "changed", other.name, now)
    return await _page(request, person, saved=True)


def _roles(chosen: Sequence[object]) -> list[str]:
    return [role for role in ROLE_NAMES if role in chosen]


async def _invite(request: web.Request, person: Staff, staff_id: str) -> web.Response:
    """Send an invitation to choose a password; without a mail server show its link, to be handed over.

    Whoever holds the link can sign in as that person: it is not shown of one who has a role elsewhere too.
    """
    run, engine, now, _ = tools(request)
    point = request.match_info["point"]
    other = await run(staff.get, engine, staff_id)
    by_mail = bool(request.app[keys.SETTINGS].smtp_host)
    if not by_mail and set(other.roles) - {point} and not may(person, "people"):
        return await _page(request, person, wrong=WORKS_ELSEWHERE, status=403)
    await run(staff.end_tokens, engine, staff_id, "invitation")
    token = await run(staff.issue_token, engine, staff_id, "invitation", now + session.INVITATION_LASTS)
    path = f"/console/invitation/{token}"
    if not by_mail:
        return await _page(request, person, link=f"{request.app[keys.SETTINGS].address}{path}")
    names = await run(register.steunpunten, engine)
    data = {"by": person.name, "steunpunt": names[point][0], "path": path}
    await run(mails.put, engine, Mail(other.email, other.language, "invitation", data), now)
    return await _page(request, person, link="")


async def _page(
    request: web.Request,
    person: Staff,
    *,
    saved: bool = False,
    wrong: str = "",
    link: str | None = None,
    note: str = "",
    status: int = 200,
) -> web.Response:
    run, engine, *_ = tools(request)
    point = request.match_info["point"]
    people = await run(staff.of_steunpunt, engine, point)
    names = await run(register.steunpunten, engine)
    return page(
        request, "people", person, status,
        point=point, steunpunt=names[point][0], people=people, roles=ROLE_NAMES, saved=saved, wrong=wrong,
        note=note, link=link, invited=link is not None,
    )  # fmt: skip
