"""Standard replies, a steunpunt's own among them: found in Dutch, sent in the parent's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aiohttp import web
from sqlalchemy.engine import Engine

from desk import keys
from desk.console import talk
from desk.console.guard import HANDOVER, guard
from desk.console.render import page
from guide.language import all_languages, date_in_words, say_to_staff, translate
from guide.replies import replies, variables_in
from guide.spelling import fold
from store import conversations, own_replies, register
from store.handovers import Handover
from store.staff import Staff

_FILLED_BY_STAFF = ("datum", "tijd")

routes = web.RouteTableDef()


@dataclass(frozen=True)
class Choice:
    """A reply that can be sent: its Dutch text and the text that the parent reads, in `lang`."""

    id: str
    title: str
    dutch: str
    text: str
    lang: str

    @property
    def asks(self) -> list[str]:
        """What the consultant fills in: datum, tijd."""
        return [name for name in variables_in(self.dutch) if name in _FILLED_BY_STAFF]


@routes.get("/console/talks/{handover}/replies")
@guard("talk")
async def find(request: web.Request, person: Staff) -> web.Response:
    """List the replies whose title or text holds all words that are looked for."""
    seen: Handover = request[HANDOVER]
    words = fold(request.query.get("q", "")).split()
    found = await request.app[keys.RUN](choices, request.app[keys.ENGINE], seen, person.language)
    shown = [one for one in found if all(word in fold(f"{one.title} {one.dutch}") for word in words)]
    return page(request, "replies", person, seen=seen, choices=shown, q=request.query.get("q", ""))


@routes.get("/console/talks/{handover}/replies/{reply}")
@guard("talk")
async def show(request: web.Request, person: Staff) -> web.Response:
    """Show one reply in both languages, with the fields that are still to be filled in."""
    seen: Handover = request[HANDOVER]
    choice = await _choice(request, person, seen)
    if choice is None:
        return page(request, "nothing", person, status=404)
    values = await _values(request, person, seen)
    return page(request, "reply", person, seen=seen, choice=choice, values=values, wrong=False)


@routes.post("/console/talks/{handover}/replies/{reply}")
@guard("talk")
async def send(request: web.Request, person: Staff) -> web.Response:
    """Send a reply, filled in, in the parent's language; the Dutch is kept beside it for staff."""
    seen: Handover = request[HANDOVER]
    choice = await _choice(request, person, seen)
    if choice is None:
        return page(request, "nothing", person, status=404)
    form = await request.post()
    values = await _values(request, person, seen)
    day = _day(str(form.get("datum", "")))
    if ("datum" in choice.asks and day is None) or ("tijd" in choice.asks and not form.get("tijd")):
        return page(request, "reply", person, seen=seen, choice=choice, values=values, wrong=True)
    values["tijd"] = str(form.get("tijd", ""))[:5]

    def filled(text: str, lang: str) -> str:
        return text.format(**{**values, "datum": date_in_words(day, lang) if day else ""})

    text, dutch = filled(choice.text, choice.lang), filled(choice.dutch, "nl")
    client_id = str(form.get("client_id", ""))[:50]
    sent = await talk.send(request, person, seen, text, choice.lang, client_id, dutch)
    found = await request.app[keys.RUN](choices, request.app[keys.ENGINE], seen, person.language)
    return page(
        request, "replies", person, seen=seen, choices=found, q="", status=200 if sent.status == 202 else 409
    )


def choices(engine: Engine, seen: Handover, staff_language: str) -> Sequence[Choice]:
    """Return the replies that can be sent in a conversation: the steunpunt's own, then the standard ones."""
    locale = conversations.get(engine, seen.conversation_id).locale
    own = [
        Choice(f"own-{one.id}", one.title, one.texts["nl"], *_in_language(one.texts, locale))
        for one in own_replies.of_steunpunt(engine, seen.steunpunt_id)
    ]
    standard = [
        Choice(one.id, say_to_staff(one.title, staff_language), one.text, translate(one.text, locale), locale)
        for one in replies().values()
    ]
    return [*own, *standard]


def _in_language(texts: Mapping[str, str], locale: str) -> tuple[str, str]:
    """Return the text in the parent's language and that language, in Dutch where there is none."""
    lang = locale if texts.get(locale) else "nl"
    return texts[lang], lang


async def _choice(request: web.Request, person: Staff, seen: Handover) -> Choice | None:
    found = await request.app[keys.RUN](choices, request.app[keys.ENGINE], seen, person.language)
    return next((one for one in found if one.id == request.match_info["reply"]), None)


async def _values(request: web.Request, person: Staff, seen: Handover) -> dict[str, str]:
    point = await request.app[keys.RUN](register.steunpunt, request.app[keys.ENGINE], seen.steunpunt_id)
    return {"medewerker": person.name, "steunpunt": point.name if point else ""}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# --- a steunpunt's own -----------------------------------------------------------------------------


@routes.get("/console/steunpunten/{point}/replies")
@guard("lead")
async def own(request: web.Request, person: Staff) -> web.Response:
    """List the replies that a steunpunt wrote itself, with a form for another."""
    return await _own_page(request, person, saved=False)


@routes.post("/console/steunpunten/{point}/replies")
@guard("lead")
async def keep_own(request: web.Request, person: Staff) -> web.Response:
    """Keep a reply in Dutch and the languages that it was written in, or delete one."""
    form = await request.post()
    run, engine, point = request.app[keys.RUN], request.app[keys.ENGINE], request.match_info["point"]
    if form.get("delete"):
        await run(own_replies.delete, engine, point, int(str(form["delete"])))
        return await _own_page(request, person, saved=True)
    texts = {code: str(form.get(f"text-{code}", "")).strip()[:1000] for code in all_languages()}
    title = str(form.get("title", "")).strip()[:120]
    known = {"medewerker", "steunpunt", *_FILLED_BY_STAFF}
    stray = any("{" in text or "}" in text for text in map(_without_variables, texts.values()))
    if (
        not title
        or not texts["nl"]
        or stray
        or not all(set(variables_in(t)) <= known for t in texts.values())
    ):
        return await _own_page(request, person, saved=False, wrong=True)
    await run(own_replies.add, engine, point, title, {code: text for code, text in texts.items() if text})
    return await _own_page(request, person, saved=True)


def _without_variables(text: str) -> str:
    for name in variables_in(text):
        text = text.replace(f"{{{name}}}", "")
    return text


async def _own_page(request: web.Request, person: Staff, *, saved: bool, wrong: bool = False) -> web.Response:
    point = request.match_info["point"]
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    found = await run(own_replies.of_steunpunt, engine, point)
    names = await run(register.steunpunten, engine)
    return page(
        request, "own_replies", person, 422 if wrong else 200,
        point=point, name=names[point][0], replies=found, languages=all_languages(), saved=saved, wrong=wrong,
    )  # fmt: skip
