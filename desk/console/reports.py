"""Reports for the coordinator, and the signal report for the board: counts of themes, small ones hidden."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from statistics import median

from aiohttp import web
from sqlalchemy.engine import Engine

from desk.console.access import where
from desk.console.guard import guard
from desk.console.render import page
from desk.console.tools import tools
from guide.language import N_, say_to_staff
from guide.themes import outcomes, themes
from store import register, reports, staff
from store.reports import Line
from store.staff import Staff

# A count below this could point at a family.
SMALLEST_SHOWN = 5
_WEEKS = (4, 12, 26, 52)
KINDS = {"live": N_("gesprek"), "message": N_("bericht of terugbellen")}
HELPED = {"yes": N_("hielp"), "no": N_("hielp niet")}
NOT_CHOSEN = N_("niet gekozen")

routes = web.RouteTableDef()


@dataclass(frozen=True)
class Count:
    """A row of a table: how often, None where it is hidden for being small."""

    id: str
    title: str
    count: int | None


@dataclass(frozen=True)
class Report:
    """The report of one steunpunt; seconds are medians, None where there are too few to say."""

    since: date
    until: date
    total: int | None
    weeks: Sequence[Count]
    tables: Mapping[str, Sequence[Count]]
    waited_seconds: int | None
    handled_seconds: int | None


@routes.get("/console/reports")
@guard("lead")
async def show_all(request: web.Request, person: Staff) -> web.StreamResponse:
    """Go to the report of the steunpunt that somebody leads, or let her choose."""
    points = where(person, "lead")
    if len(points) == 1:
        raise web.HTTPSeeOther(f"/console/reports/{points[0]}")
    run, engine, *_ = tools(request)
    names = await run(register.steunpunten, engine)
    return page(request, "reports", person, points=[(point, names[point][0]) for point in points])


@routes.get("/console/reports/{point}")
@guard("lead")
async def show(request: web.Request, person: Staff) -> web.Response:
    """Show the counts as charts and tables."""
    return await _page(request, person, "report")


@routes.get("/console/reports/{point}/signal")
@guard("lead")
async def show_signal(request: web.Request, person: Staff) -> web.Response:
    """Show the signal report for the board of the swv, made to be printed: themes, never cases."""
    run, engine, now, _ = tools(request)
    point = request.match_info["point"]
    await run(staff.record, engine, person.id, point, "signal_report", "", now)
    return await _page(request, person, "signal")


@routes.get("/console/reports/{point}/csv")
@guard("lead")
async def as_csv(request: web.Request, person: Staff) -> web.Response:
    """Return the same counts as a file for a spreadsheet."""
    report, _ = await _report(request, person)
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(["table", "id", "title", "count"])
    for name, counts in {"week": report.weeks, **report.tables}.items():
        for one in counts:
            shown = f"<{SMALLEST_SHOWN}" if one.count is None else one.count
            rows.writerow([name, one.id, one.title, shown])
    name = f"wegwijs-{request.match_info['point']}-{report.since}-{report.until}.csv"
    return web.Response(
        body=file.getvalue().encode("utf-8-sig"),
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def report_of(engine: Engine, steunpunt_id: str, since: date, until: date, language: str) -> Report:
    """Count the contacts of a steunpunt from the week of `since` on."""
    found = reports.lines(engine, steunpunt_id, since)

    def titled(titles: Mapping[str, str]) -> Callable[[str], str]:
        return lambda key: say_to_staff(titles.get(key, NOT_CHOSEN), language)

    def table(keys: Iterable[str], title: Callable[[str], str]) -> Sequence[Count]:
        return _hidden([Count(key, title(key), count) for key, count in Counter(keys).most_common()])

    helped = ["yes" if line.helped else "no" for line in found if line.helped is not None]
    return Report(
        since,
        until,
        len(found) if len(found) >= SMALLEST_SHOWN else None,
        _by_week(found, since, until),
        {
            "theme": table((line.theme for line in found), titled(themes())),
            "outcome": table((line.outcome for line in found), titled(outcomes())),
            "language": table((line.language for line in found), lambda key: key),
            "kind": table((line.kind for line in found), titled(KINDS)),
            "helped": table(helped, titled(HELPED)),
        },
        _median(line.waited_seconds for line in found if line.kind == "live"),
        _median(line.handled_seconds for line in found if line.kind == "live"),
    )


def _hidden(counts: Sequence[Count]) -> Sequence[Count]:
    """Hide small counts; one that is hidden alone could be found from the total, so then a second one too."""
    small = {one.id for one in counts if (one.count or 0) < SMALLEST_SHOWN}
    if len(small) == 1 and len(counts) > 1:
        others = [one for one in counts if one.id not in small]
        small.add(min(others, key=lambda one: one.count or 0).id)
    return [Count(one.id, one.title, None if one.id in small else one.count) for one in counts]


def _by_week(found: Sequence[Line], since: date, until: date) -> Sequence[Count]:
    counted = Counter(line.week for line in found)
    weeks = [since + timedelta(weeks=number) for number in range((until - since).days // 7 + 1)]
    shown = [Count(week.isoformat(), f"{week:%d-%m}", counted[week]) for week in weeks]
    with_any = [one for one in shown if one.count]
    hidden = {one.id: one for one in _hidden(with_any)}
    return [hidden.get(one.id, one) for one in shown]


def _median(seconds: Iterable[int]) -> int | None:
    known = list(seconds)
    return int(median(known)) if len(known) >= SMALLEST_SHOWN else None


async def _report(request: web.Request, person: Staff) -> tuple[Report, int]:
    run, engine, _, today = tools(request)
    asked = request.query.get("weeks", "12")
    weeks = int(asked) if asked.isdigit() and int(asked) in _WEEKS else 12
    monday = today - timedelta(days=today.weekday())
    since = monday - timedelta(weeks=weeks - 1)
    report = await run(report_of, engine, request.match_info["point"], since, today, person.language)
    return report, weeks


async def _page(request: web.Request, person: Staff, template: str) -> web.Response:
    run, engine, *_ = tools(request)
    report, weeks = await _report(request, person)
    names = await run(register.steunpunten, engine)
    point = request.match_info["point"]
    return page(
        request, template, person,
        point=point, steunpunt=names[point][0], report=report, weeks=weeks, choices=_WEEKS,
        most=max([one.count or 0 for one in report.weeks], default=0) or 1, smallest=SMALLEST_SHOWN,
    )  # fmt: skip
