"""The fields of a swv and its steunpunt, with source and history: check, correct, expire."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

from aiohttp import web

from desk.console.access import where
from desk.console.guard import guard
from desk.console.render import page
from desk.console.tools import Tools, tools
from guide.language import N_, SOURCE, all_languages
from guide.register import PROCEDURE_FIELDS, STEUNPUNT_FIELDS, WORDLESS_FIELDS, Status, Value
from store import register, staff
from store.staff import Staff

CONFLICT = N_(
    "Iemand anders heeft dit veld intussen veranderd. Hieronder staat wat er nu is; uw tekst staat erbij."
)
NO_TEXT = N_("Vul de tekst in het Nederlands in.")
NO_SOURCE = N_("Geef de bron als webadres dat met https:// begint.")
BAD_DAY = N_("De datum 'geldig tot' is niet goed.")
FIELD_NAMES = {
    "area_rule": N_("Welk gebied"), "first_contact": N_("Eerste contact"),
    "arrangement_route": N_("Arrangement aanvragen"), "preschool_route": N_("Vóór de basisschool"),
    "tlv_applicant": N_("Wie vraagt de tlv aan"), "tlv_parent_role": N_("Rol van ouders bij de tlv"),
    "tlv_body": N_("Wie beslist over de tlv"), "tlv_term": N_("Termijn van de tlv"),
    "tlv_validity": N_("Geldigheid van de tlv"), "objection_route": N_("Bezwaar"),
    "mediation": N_("Bemiddeling"),
    "home_route": N_("Als een kind thuis zit"), "support_plan": N_("Ondersteuningsplan"),
    "run_by_name": N_("Wie het steunpunt uitvoert"), "phone": N_("Telefoon"), "whatsapp": N_("WhatsApp"),
    "email": N_("E-mail"), "website": N_("Website"), "reply": N_("Antwoord binnen"), "languages": N_("Talen"),
    "closed_in_school_holidays": N_("Gesloten in schoolvakanties"), "hours": N_("Openingstijden"),
}  # fmt: skip
STATUSES = {
    "checked": N_("nagekeken"), "draft": N_("gevonden, niet nagekeken"), "none": N_("bestaat hier niet"),
    "expired": N_("verlopen"), "": N_("onbekend"),
}  # fmt: skip

routes = web.RouteTableDef()


@routes.get("/console/profiles")
@guard("keep_profile")
async def show_all(request: web.Request, person: Staff) -> web.Response:
    """List the steunpunten and swv's whose fields somebody keeps."""
    run, engine, *_ = tools(request)
    points = await run(register.steunpunten, engine)
    mine = [(point, *points[point]) for point in where(person, "keep_profile") if point in points]
    return page(request, "profiles", person, points=mine)


@routes.get("/console/profiles/{owner}")
@guard("keep_profile")
async def show(request: web.Request, person: Staff) -> web.Response:
    """Show every field with its value, status and source, and what was changed when."""
    return await _page(request, person)


@routes.post("/console/profiles/{owner}/{field}")
@guard("keep_profile")
async def change(request: web.Request, person: Staff) -> web.Response:
    """Check, correct or expire a value; who saves second is shown what the first one saved."""
    form = await request.post()
    box = tools(request)
    owner, field = request.match_info["owner"], request.match_info["field"]
    if field not in _fields(owner):
        return page(request, "nothing", person, status=404)
    before = (await box.run(register.values_of, box.engine, owner)).get(field)
    typed = {name: str(value).strip() for name, value in form.items()}
    if typed.get("seen") != fingerprint(before):
        return await _page(request, person, wrong=CONFLICT, at=field, typed=typed, status=409)
    after = _after(field, before, typed, box.today)
    if isinstance(after, str):
        return await _page(request, person, wrong=after, at=field, typed=typed, status=422)
    if not await box.run(register.change_value, box.engine, owner, before, after, person.id, box.now):
        return await _page(request, person, wrong=CONFLICT, at=field, typed=typed, status=409)
    points = await box.run(register.steunpunten_of, box.engine, owner)
    await box.run(staff.record, box.engine, person.id, points[0], "profile", f"{owner}.{field}", box.now)
    return await _page(request, person, saved=field)


def fingerprint(value: Value | None) -> str:
    """Return what tells one state of a field from another."""
    if value is None:
        return "none"
    parts = {**vars(value), "texts": dict(value.texts)}
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()[:16]


def _after(field: str, before: Value | None, typed: dict[str, str], today: date) -> Value | str:
    """Return the value after what was done to it, or what is wrong."""
    deed = typed.get("deed", "")
    if before and deed == "check":
        return replace(before, status="checked", last_checked=today, valid_until=None)
    if before and deed == "expire":
        return replace(before, status="expired", last_checked=today)
    texts = _texts(before, typed)
    if SOURCE not in texts:
        return NO_TEXT
    source = typed.get("source", "")
    if not source.startswith("https://") or " " in source:
        return NO_SOURCE
    try:
        until = date.fromisoformat(typed["valid_until"]) if typed.get("valid_until") else None
    except ValueError:
        return BAD_DAY
    status: Status = "none" if typed.get("none") else "checked"
    return Value(field, texts, status, source, today, today.isoformat(), until)


def _texts(before: Value | None, typed: dict[str, str]) -> dict[str, str]:
    """Return what was typed by language; beside other Dutch than before, no translation left as it was."""
    texts = {code: typed[f"text-{code}"] for code in all_languages() if typed.get(f"text-{code}")}
    if before is None or texts.get(SOURCE) == before.texts[SOURCE]:
        return texts
    return {code: text for code, text in texts.items() if code == SOURCE or text != before.text(code)}


def _fields(owner: str) -> tuple[str, ...]:
    """Return the fields of a swv (its code has capitals) or of a steunpunt."""
    return PROCEDURE_FIELDS if owner[:2] in ("PO", "VO") else STEUNPUNT_FIELDS


async def _page(
    request: web.Request,
    person: Staff,
    *,
    saved: str = "",
    wrong: str = "",
    at: str = "",
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> web.Response:
    box, owner = tools(request), request.match_info["owner"]
    values = await box.run(register.values_of, box.engine, owner)
    rows = [_row(field, values.get(field), box) for field in _fields(owner)]
    names = {one.id: one.name for one in await box.run(staff.everyone, box.engine)}
    return page(
        request, "profile", person, status,
        owner=owner, rows=rows, names=names, saved=saved, wrong=wrong, at=at, typed=typed or {},
        history=await box.run(register.history, box.engine, owner), field_names=FIELD_NAMES,
        statuses=STATUSES, translations=[one for one in all_languages().items() if one[0] != SOURCE],
    )  # fmt: skip


def _row(field: str, value: Value | None, box: Tools) -> dict[str, Any]:
    status = value.status_on(box.today) if value else ""
    return {
        "field": field,
        "value": value,
        "status": status,
        "seen": fingerprint(value),
        "has_words": field not in WORDLESS_FIELDS,
    }
