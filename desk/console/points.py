"""A steunpunt as its coordinator looks after it: hours, closed days, terms, the audit trail."""

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from aiohttp import web

from desk import keys
from desk.console.access import may, where
from desk.console.guard import guard
from desk.console.render import page
from desk.console.tools import tools
from desk.handover.availability import closings_of, school_holidays
from guide.hours import in_words
from guide.language import N_
from guide.register import Closing, Opening, Steunpunt, Value
from guide.workdays import is_holiday
from store import mails, register, settings, staff
from store.settings import SteunpuntSettings
from store.staff import Staff

_PERIOD = re.compile(r"^([01]?\d|2[0-3])[:.]([0-5]\d)\s*-\s*([01]?\d|2[0-4])[:.]([0-5]\d)$")
DAYS = (
    N_("maandag"), N_("dinsdag"), N_("woensdag"), N_("donderdag"), N_("vrijdag"),
    N_("zaterdag"), N_("zondag"),
)  # fmt: skip
BAD_HOURS = N_(
    "Deze tijden kloppen niet: {tekst}. Schrijf ze als 09:00-12:30, met een komma tussen twee perioden."
)
BAD_PERIOD = N_("De laatste dag ligt voor de eerste, of er ontbreekt een dag.")
BAD_NUMBER = N_("Vul hele getallen in: minuten van 1 tot 240, werkdagen van 1 tot 30.")
MEANWHILE = N_("Iemand anders heeft de tijden intussen veranderd. Hieronder staan de nieuwe; bewaar opnieuw.")

routes = web.RouteTableDef()


@routes.get("/console/steunpunten")
@guard("signed_in")
async def show_all(request: web.Request, person: Staff) -> web.Response:
    """List the steunpunten that somebody looks after; an administrator sees all of them."""
    run, engine, *_ = tools(request)
    points = await run(register.steunpunten, engine)
    served = await run(staff.served, engine)
    mine = points if may(person, "people") else where(person, "lead")
    shown = [(point, *points[point], point in served) for point in mine if point in points]
    return page(request, "points", person, points=shown, unsent=await run(mails.waiting, engine))


@routes.get("/console/steunpunten/{point}/hours")
@guard("lead")
async def show_hours(request: web.Request, person: Staff) -> web.Response:
    """Show the hours, the days on which it is closed, and a calendar of both."""
    return await _hours_page(request, person)


@routes.post("/console/steunpunten/{point}/hours")
@guard("lead")
async def keep_hours(request: web.Request, person: Staff) -> web.Response:
    """Keep the hours of the week."""
    form = await request.post()
    written = [str(form.get(f"day-{day}", "")).strip() for day in range(7)]
    run, engine, now, today = tools(request)
    point = await run(register.steunpunt, engine, request.match_info["point"])
    if str(form.get("seen", "")) != fingerprint(point):
        return await _hours_page(request, person, wrong=MEANWHILE, status=409)
    hours: list[Opening] = []
    for day, text in enumerate(written):
        found = _periods(day, text)
        if found is None:
            return await _hours_page(
                request, person, wrong=BAD_HOURS, detail=text, written=written, status=422
            )
        hours += found
    value = _in_words(point, hours, today)
    await run(register.set_hours, engine, point.id, hours, value, now)
    await _done(request, person, "hours")
    return await _hours_page(request, person, saved=True)


@routes.post("/console/steunpunten/{point}/closings")
@guard("lead")
async def keep_closing(request: web.Request, person: Staff) -> web.Response:
    """Add days on which it is closed, or take them away."""
    form = await request.post()
    run, engine, now, _ = tools(request)
    point = request.match_info["point"]
    if form.get("delete"):
        await run(register.drop_closing, engine, point, date.fromisoformat(str(form["delete"])), now)
    else:
        try:
            first = date.fromisoformat(str(form.get("first", "")))
            last = date.fromisoformat(str(form.get("last") or form.get("first", "")))
        except ValueError:
            return await _hours_page(request, person, wrong=BAD_PERIOD, status=422)
        if last < first:
            return await _hours_page(request, person, wrong=BAD_PERIOD, status=422)
        closing = Closing(first, last, str(form.get("reason", "")).strip()[:80])
        await run(register.add_closing, engine, point, closing, now)
    await _done(request, person, "closings")
    return await _hours_page(request, person, saved=True)


@routes.post("/console/steunpunten/{point}/settings")
@guard("lead")
async def keep_settings(request: web.Request, person: Staff) -> web.Response:
    """Keep how long parents wait, within how many days it answers, the region, and the daily overview."""
    form = await request.post()
    run, engine, now, _ = tools(request)
    point = request.match_info["point"]
    minutes, days = str(form.get("claim_minutes", "")), str(form.get("reply_working_days", "")).strip()
    good = (
        minutes.isdigit()
        and 1 <= int(minutes) <= 240
        and (not days or (days.isdigit() and 1 <= int(days) <= 30))
    )
    if not good:
        return await _hours_page(request, person, wrong=BAD_NUMBER, status=422)
    chosen = SteunpuntSettings(int(minutes), int(days) if days else None, "daily_overview" in form)
    await run(settings.put, engine, point, chosen)
    region = str(form.get("holiday_region", ""))
    if region in ("", *school_holidays().by_region):
        await run(register.set_holiday_region, engine, point, region, now)
    await _done(request, person, "settings")
    return await _hours_page(request, person, saved=True)


@routes.get("/console/steunpunten/{point}/audit")
@guard("lead")
async def show_audit(request: web.Request, person: Staff) -> web.Response:
    """Show who looked at what and changed what."""
    run, engine, *_ = tools(request)
    point = request.match_info["point"]
    names = {one.id: one.name for one in await run(staff.everyone, engine)}
    deeds = await run(staff.deeds, engine, [point])
    return page(
        request, "audit", person, point=point, steunpunt=await _name(request), deeds=deeds, names=names
    )


def fingerprint(point: Steunpunt) -> str:
    """Return what tells one state of the hours from another."""
    return ";".join(sorted(f"{one.weekday} {one.opens}-{one.closes}" for one in point.hours))


def hours_of_day(point: Steunpunt, day: int) -> str:
    """Return the hours of a weekday as they are written in the form."""
    return ", ".join(f"{one.opens}-{one.closes}" for one in sorted_hours(point.hours) if one.weekday == day)


def sorted_hours(hours: Sequence[Opening]) -> list[Opening]:
    """Return hours in the order of the week."""
    return sorted(hours, key=lambda one: (one.weekday, one.opens))


def _periods(day: int, text: str) -> list[Opening] | None:
    """Read "09:00-12:30, 13:00-16:00"; None when it cannot be read or ends before it begins."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        read = _PERIOD.match(part)
        if read is None:
            return None
        opens, closes = f"{int(read[1]):02}:{read[2]}", f"{int(read[3]):02}:{read[4]}"
        if closes <= opens or closes > "24:00":
            return None
        found.append(Opening(day, opens, closes))
    return found


def _in_words(point: Steunpunt, hours: Sequence[Opening], today: date) -> Value:
    """Return the hours as the value that parents read, checked today by the steunpunt itself."""
    before = point.values.get("hours") or point.values.get("website")
    return Value(
        "hours",
        {"nl": in_words(hours, "nl") or "-"},
        "checked",
        before.source_url if before else "",
        today,
        today.isoformat(),
    )


def _month(point: Steunpunt, first: date) -> Sequence[Mapping[str, object]]:
    """Return the days of a month for the calendar, with what is known of each; days before it are empty."""
    closings = closings_of(point)
    days: list[Mapping[str, object]] = [{"day": None} for _ in range(first.weekday())]
    for number in range(calendar.monthrange(first.year, first.month)[1]):
        day = first + timedelta(days=number)
        closing = next((one for one in closings if one.first <= day <= one.last), None)
        hours = hours_of_day(point, day.weekday())
        holiday = is_holiday(day)
        days.append(
            {
                "day": day,
                "hours": "" if closing or holiday else hours,
                "closed": bool(closing) or holiday or not hours,
                "reason": N_("feestdag") if holiday else closing.reason if closing else "",
            }
        )
    return days


async def _hours_page(
    request: web.Request,
    person: Staff,
    *,
    saved: bool = False,
    wrong: str = "",
    detail: str = "",
    written: Sequence[str] = (),
    status: int = 200,
) -> web.Response:
    run, engine, _, today = tools(request)
    point_id = request.match_info["point"]
    point = await run(register.steunpunt, engine, point_id)
    this = today.replace(day=1)
    following = (this + timedelta(days=32)).replace(day=1)
    return page(
        request, "hours", person, status,
        point=point, days=DAYS, written=written or [hours_of_day(point, day) for day in range(7)],
        seen=fingerprint(point), months=[(first, _month(point, first)) for first in (this, following)],
        closings=sorted(point.closings, key=lambda one: one.first),
        regions=sorted(school_holidays().by_region),
        chosen=await run(settings.of_steunpunt, engine, point_id), saved=saved, wrong=wrong, detail=detail,
    )  # fmt: skip


async def _done(request: web.Request, person: Staff, what: str) -> None:
    run, engine, now, _ = tools(request)
    point = request.match_info["point"]
    await run(staff.record, engine, person.id, point, "changed", what, now)
    request.app[keys.NUDGES].queue_changed(point)


async def _name(request: web.Request) -> str:
    run, engine, *_ = tools(request)
    point = request.match_info["point"]
    found = await run(register.steunpunt, engine, point)
    return found.name if found else ""
