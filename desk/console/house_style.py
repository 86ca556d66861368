"""The house style of a swv: its name, colour and logo in the chat, refused when it could not be read."""

from aiohttp import web

from desk.console.guard import guard
from desk.console.render import page
from desk.console.tools import tools
from guide.colours import IllegibleError, palette
from guide.language import N_
from store import register, staff, themes
from store.staff import Staff
from store.themes import Theme

LARGEST_LOGO_BYTES = 40_000
_PNG = b"\x89PNG\r\n\x1a\n"
NO_COLOUR = N_("Dit is geen kleur. Schrijf haar als #0b5563.")
ILLEGIBLE = N_(
    "Deze kleur is te licht: op de achtergrond van het gesprek is het contrast {contrast}, en het moet "
    "minstens 3 zijn. Kies een donkerder tint."
)
BAD_LOGO = N_("Het logo moet een PNG zijn van hooguit 40 kB.")

routes = web.RouteTableDef()


@routes.get("/console/profiles/{owner}/style")
@guard("keep_profile")
async def show(request: web.Request, person: Staff) -> web.Response:
    """Show the style with a form."""
    return await _page(request, person)


@routes.post("/console/profiles/{owner}/style")
@guard("keep_profile")
async def keep(request: web.Request, person: Staff) -> web.Response:
    """Keep the style, unless it could not be read."""
    run, engine, now, _ = tools(request)
    owner, form = request.match_info["owner"], await request.post()
    before: Theme = await run(themes.of_swv, engine, owner)
    primary = str(form.get("primary", "")).strip().lower()
    try:
        if primary:
            palette(primary)
    except IllegibleError as error:
        wrong = ILLEGIBLE if error.ratio else NO_COLOUR
        return await _page(request, person, wrong=wrong, contrast=f"{error.ratio:.1f}", status=422)
    logo = b"" if form.get("no_logo") else before.logo
    upload = form.get("logo")
    if isinstance(upload, web.FileField) and upload.filename:
        logo = upload.file.read(LARGEST_LOGO_BYTES + 1)
        if not logo.startswith(_PNG) or len(logo) > LARGEST_LOGO_BYTES:
            return await _page(request, person, wrong=BAD_LOGO, status=422)
    chosen = Theme(str(form.get("name", "")).strip()[:40], primary, logo)
    await run(themes.put, engine, owner, chosen)
    points = await run(register.steunpunten_of, engine, owner)
    await run(staff.record, engine, person.id, points[0], "profile", f"{owner}.style", now)
    return await _page(request, person, saved=True)


async def _page(
    request: web.Request,
    person: Staff,
    *,
    saved: bool = False,
    wrong: str = "",
    contrast: str = "",
    status: int = 200,
) -> web.Response:
    run, engine, *_ = tools(request)
    owner = request.match_info["owner"]
    chosen = await run(themes.of_swv, engine, owner)
    return page(
        request, "style", person, status,
        owner=owner, chosen=chosen, saved=saved, wrong=wrong, contrast=contrast,
    )  # fmt: skip
