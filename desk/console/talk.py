"""One conversation: the summary on top, what may be read of it, writing, notes, and how it ends."""

import asyncio
import unicodedata
from datetime import timedelta

from aiohttp import web

from desk import clock, keys
from desk.chat import LONGEST_TEXT
from desk.console.access import where
from desk.console.guard import HANDOVER, guard
from desk.console.profiles import FIELD_NAMES, STATUSES
from desk.console.render import page
from desk.handover import flow, shown, talks
from desk.hub import Event
from guide.language import N_, all_languages
from guide.routes import situations
from guide.themes import outcomes, themes
from guide.timeline import HAPPENED
from store import conversations, handovers, register, staff
from store.conversations import UnknownConversationError
from store.handovers import Handover, Note
from store.staff import Staff

LONGEST_MESSAGE = 4 * LONGEST_TEXT
# What is read again within this time is the same look.
ONE_LOOK = timedelta(minutes=15)
CHOOSE = N_("Kies eerst een thema en een uitkomst.")
TOO_LATE = N_("Dat kon niet meer: iemand anders was eerder, of het gesprek is intussen veranderd.")

routes = web.RouteTableDef()


@routes.get("/console/talks/{handover}")
@guard("talk")
async def show(request: web.Request, person: Staff) -> web.Response:
    """Show a conversation. Every look is in the audit trail."""
    seen: Handover = request[HANDOVER]
    await _looked(request, person)
    return await _page(request, person, seen, wrong=TOO_LATE if "late" in request.query else "")


@routes.get("/console/talks/{handover}/messages")
@guard("talk")
async def more_messages(request: web.Request, person: Staff) -> web.Response:
    """Return what was said after a number, and who has the conversation now."""
    seen: Handover = request[HANDOVER]
    await _looked(request, person)
    after = request.query.get("after", "0")
    found = await request.app[keys.RUN](shown.readable, request.app[keys.ENGINE], seen)
    new = [m for m in found if m.seq > (int(after) if after.isdigit() else 0)]
    return page(request, "messages", person, messages=new, seen=seen)


@routes.post("/console/talks/{handover}/messages")
@guard("talk")
async def say(request: web.Request, person: Staff) -> web.StreamResponse:
    """Send what a consultant typed, as it is, with its language marked."""
    seen: Handover = request[HANDOVER]
    form = await request.post()
    text = "".join(
        c for c in str(form.get("text", "")) if c == "\n" or unicodedata.category(c) != "Cc"
    ).strip()
    lang = str(form.get("lang", "nl"))
    if not text or len(text) > LONGEST_MESSAGE or lang not in all_languages():
        return web.json_response({"kept": False}, status=422)
    return await send(request, person, seen, text, lang, str(form.get("client_id", ""))[:50])


async def send(
    request: web.Request,
    person: Staff,
    seen: Handover,
    text: str,
    lang: str,
    client_id: str,
    dutch: str = "",
) -> web.Response:
    """Store what is said to the parent and tell her; 409 when the conversation is not this person's."""
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    seq = await run(talks.write, engine, seen, person, text, lang, client_id, clock.now(), dutch)
    if seq is None:
        return web.json_response({"kept": False}, status=409)
    request.app[keys.HUB].tell(seen.conversation_id)
    return web.json_response({"kept": True, "seq": seq}, status=202)


@routes.post("/console/talks/{handover}/typing")
@guard("talk")
async def typing(request: web.Request, person: Staff) -> web.Response:
    """Tell the parent that the person is writing; never what."""
    seen: Handover = request[HANDOVER]
    if seen.state == "with_person" and seen.owner == person.id:
        request.app[keys.HUB].tell(seen.conversation_id, Event("typing", {"sender": "person"}))
    return web.Response(status=204)


@routes.post("/console/talks/{handover}/notes")
@guard("talk")
async def add_note(request: web.Request, person: Staff) -> web.StreamResponse:
    """Keep a note for colleagues."""
    text = str((await request.post()).get("text", "")).strip()[:2000]
    if text:
        await _noted(request, person, "note", text)
    raise _back(request)


@routes.post("/console/talks/{handover}/tried")
@guard("talk")
async def tried(request: web.Request, person: Staff) -> web.StreamResponse:
    """Note that the parent was not reached."""
    await _noted(request, person, "tried", "")
    raise _back(request)


@routes.post("/console/talks/{handover}/assign")
@guard("talk")
async def assign(request: web.Request, person: Staff) -> web.StreamResponse:
    """Say who looks after a message: oneself or a colleague of the same steunpunt."""
    seen: Handover = request[HANDOVER]
    run, engine, now = request.app[keys.RUN], request.app[keys.ENGINE], clock.now()
    chosen = str((await request.post()).get("to", "")) or person.id
    people = {one.id: one for one in await run(staff.of_steunpunt, engine, seen.steunpunt_id, staff.SPEAKS)}
    if chosen in people:
        note = Note(person.id, "assigned", people[chosen].name)
        await run(handovers.assign, engine, seen, chosen, now, note)
        request.app[keys.NUDGES].queue_changed(seen.steunpunt_id)
    raise _back(request)


@routes.post("/console/talks/{handover}/hand-back")
@guard("talk")
async def hand_back(request: web.Request, person: Staff) -> web.StreamResponse:
    """Give the conversation back."""
    seen: Handover = request[HANDOVER]
    today = clock.today(request.app[keys.SETTINGS].today)
    await _changed(request, person, "handed_back", talks.hand_back, seen, person, clock.now(), today)
    raise web.HTTPSeeOther("/console")


@routes.post("/console/talks/{handover}/pass-on")
@guard("talk")
async def pass_on(request: web.Request, person: Staff) -> web.StreamResponse:
    """Pass the conversation to a colleague (`staff:<id>`) or to another steunpunt (`point:<id>`)."""
    seen: Handover = request[HANDOVER]
    run, engine, now = request.app[keys.RUN], request.app[keys.ENGINE], clock.now()
    kind, _, to = str((await request.post()).get("to", "")).partition(":")
    if kind == "point":
        today = clock.today(request.app[keys.SETTINGS].today)
        done = await _changed(
            request, person, "passed", talks.pass_to_steunpunt, seen, person, to, now, today
        )
    else:
        colleague = await run(staff.get, engine, to)
        done = colleague is not None and await _changed(
            request, person, "passed", talks.pass_to_colleague, seen, person, colleague, now
        )
    raise web.HTTPSeeOther("/console" if done else f"/console/talks/{seen.id}?late=1")


@routes.post("/console/talks/{handover}/close")
@guard("talk")
async def close(request: web.Request, person: Staff) -> web.StreamResponse:
    """End the talk, or the message, with its theme and outcome."""
    seen: Handover = request[HANDOVER]
    form = await request.post()
    theme, outcome = str(form.get("theme", "")), str(form.get("outcome", ""))
    if theme not in themes() or outcome not in outcomes():
        return await _page(request, person, seen, wrong=CHOOSE, status=422)
    if seen.state == "left_message":
        done = await _changed(
            request, person, "called_back", handovers.called_back, seen, theme, outcome, clock.now()
        )
    else:
        done = await _changed(
            request, person, "closed", talks.close, seen, person, theme, outcome, clock.now()
        )
    if not done:
        return await _page(request, person, seen, wrong=TOO_LATE, status=409)
    raise web.HTTPSeeOther("/console")


async def _changed(request: web.Request, person: Staff, deed: str, change: object, *args: object) -> bool:
    """Make a change, write it in the audit trail, and tell everyone who looks."""
    seen: Handover = request[HANDOVER]
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    done: bool = await run(change, engine, *args)
    if done:
        await run(staff.record, engine, person.id, seen.steunpunt_id, deed, seen.reference, clock.now())
        await request.app[keys.NUDGES].changed(seen.conversation_id, seen.steunpunt_id)
    return done


async def _looked(request: web.Request, person: Staff) -> None:
    """Write the look in the audit trail, once while a page stays open."""
    seen: Handover = request[HANDOVER]
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    await run(staff.record_look, engine, person.id, seen.steunpunt_id, seen.reference, clock.now(), ONE_LOOK)


async def _noted(request: web.Request, person: Staff, kind: str, text: str) -> None:
    seen: Handover = request[HANDOVER]
    run, engine, now = request.app[keys.RUN], request.app[keys.ENGINE], clock.now()
    await run(handovers.add_note, engine, seen.id, Note(person.id, kind, text), now)
    request.app[keys.NUDGES].queue_changed(seen.steunpunt_id)


def _back(request: web.Request) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(f"/console/talks/{request.match_info['handover']}")


async def _page(
    request: web.Request, person: Staff, seen: Handover, wrong: str = "", status: int = 200
) -> web.Response:
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    try:
        conversation = await run(conversations.get, engine, seen.conversation_id)
    except UnknownConversationError:
        return page(request, "nothing", person, status=404)
    found = await asyncio.gather(
        run(shown.summary, engine, conversation, seen, flow.deadlines_of(seen.case)),
        run(shown.readable, engine, seen),
        run(handovers.notes, engine, seen),
        run(staff.everyone, engine),
        run(register.steunpunten, engine),
        run(staff.served, engine),
    )
    summary, messages, notes, people, points, served = found
    now = clock.now()
    colleagues = [
        (one.id, one.name, talks.is_there(one, now))
        for one in people
        if one.id != person.id and one.is_active and seen.steunpunt_id in where(one, "talk")
    ]
    return page(
        request,
        "talk",
        person,
        status,
        seen=seen,
        conversation=conversation,
        summary=summary,
        messages=messages,
        notes=notes,
        names={one.id: one.name for one in people},
        colleagues=colleagues,
        others=[(i, points[i][0]) for i in sorted(served) if i != seen.steunpunt_id and i in points],
        steunpunt=points[seen.steunpunt_id][0] if seen.steunpunt_id in points else "",
        is_mine=seen.owner == person.id,
        themes=themes(),
        outcomes=outcomes(),
        events=HAPPENED,
        situations={one.id: one.title for one in situations().values()},
        field_names=FIELD_NAMES,
        statuses=STATUSES,
        languages=all_languages(),
        longest=LONGEST_MESSAGE,
        wrong=wrong,
    )
