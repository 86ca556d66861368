"""The first page: who waits, whom one talks with, which messages are to be answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aiohttp import web
from sqlalchemy.engine import Engine

from desk import clock, keys
from desk.console.access import where
from desk.console.guard import HANDOVER, guard
from desk.console.render import page
from desk.handover import talks
from desk.handover.availability import Now, look, priority
from store import handovers, staff
from store.handovers import Handover
from store.staff import Staff

routes = web.RouteTableDef()


@dataclass(frozen=True)
class Row:
    """A line of the queue or the work list, with what is needed to choose: no word of what was said."""

    seen: Handover
    language: str
    steunpunt: str
    # 0: danger, 1: a term that ends before it opens again, 2: the rest.
    priority: int
    topic: str
    tries: int = 0
    assignee: str = ""
    is_mine: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class Overview:
    """All that the first page shows."""

    waiting: Sequence[Row]
    talks: Sequence[Row]
    messages: Sequence[Row]
    here: Sequence[Now]
    colleagues: Sequence[tuple[str, bool]]


@routes.get("/console")
@guard("signed_in")
async def show(request: web.Request, person: Staff) -> web.StreamResponse:
    """Show the queue, or to those without one the page that they work with."""
    if not where(person, "talk"):
        keeps = where(person, "keep_profile")
        raise web.HTTPSeeOther("/console/profiles" if keeps else "/console/steunpunten")
    return page(request, "queue", person, overview=await _overview(request, person))


@routes.get("/console/queue")
@guard("talk")
async def show_lists(request: web.Request, person: Staff) -> web.Response:
    """Return the lists alone, when something has changed."""
    return page(request, "lists", person, overview=await _overview(request, person))


@routes.post("/console/talks/{handover}/claim")
@guard("talk")
async def claim(request: web.Request, person: Staff) -> web.StreamResponse:
    """Take a conversation; of all who try one gets it, and the others are told who."""
    seen: Handover = request[HANDOVER]
    run, engine, now = request.app[keys.RUN], request.app[keys.ENGINE], clock.now()
    won = await run(talks.claim, engine, seen, person, now)
    if not won:
        raise web.HTTPSeeOther(f"/console/talks/{seen.id}?late=1")
    await run(staff.record, engine, person.id, seen.steunpunt_id, "claimed", seen.reference, now)
    await request.app[keys.NUDGES].changed(seen.conversation_id)
    raise web.HTTPSeeOther(f"/console/talks/{seen.id}")


async def _overview(request: web.Request, person: Staff) -> Overview:
    today = clock.today(request.app[keys.SETTINGS].today)
    found: Overview = await request.app[keys.RUN](
        overview_of, request.app[keys.ENGINE], person, clock.now(), today
    )
    return found


def overview_of(engine: Engine, person: Staff, now: datetime, today: date) -> Overview:
    """Return what somebody sees of her steunpunten, most urgent first."""
    points = where(person, "talk")
    here = {point: found for point in points if (found := look(engine, point, now))}
    open_ones = handovers.in_states(engine, ["waiting", "with_person", "left_message"], list(here))
    spoken = handovers.languages_of(engine, [one.conversation_id for one in open_ones])
    tried = handovers.tries(engine, [one.id for one in open_ones])
    names = {one.id: one.name for one in staff.everyone(engine)}

    def row(one: Handover) -> Row:
        place = here[one.steunpunt_id]
        return Row(
            one,
            spoken.get(one.conversation_id, ""),
            place.steunpunt.name,
            priority(one, place.again_on),
            talks.topic_of(one),
            tried.get(one.id, 0),
            names.get(one.assignee or "", ""),
            is_mine=one.assignee == person.id,
            is_late=bool(one.due_on and one.due_on < today),
        )

    rows = [row(one) for one in open_ones]
    people = {p.id: p for point in here for p in staff.of_steunpunt(engine, point, staff.SPEAKS)}
    return Overview(
        waiting=sorted(
            (r for r in rows if r.seen.state == "waiting"),
            key=lambda r: (r.priority, r.seen.waiting_since or r.seen.started_at),
        ),
        talks=[r for r in rows if r.seen.state == "with_person" and r.seen.owner == person.id],
        messages=sorted(
            (r for r in rows if r.seen.state == "left_message"),
            key=lambda r: (r.priority, r.seen.due_on or today, r.seen.started_at),
        ),
        here=list(here.values()),
        colleagues=[(p.name, talks.is_there(p, now)) for p in people.values() if p.id != person.id],
    )
