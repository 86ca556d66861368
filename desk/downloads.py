"""The files that a message offers: made when they are fetched, from what the message holds, never stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from functools import partial
from typing import Any

from aiohttp import web

from desk import clock, keys
from desk.chat import authorised
from desk.problems import Problem
from guide.calendar import calendar_file
from guide.explain import basis_in_words
from guide.language import SOURCE, translate
from guide.letters import letters, write
from guide.letters.document import as_docx
from guide.routes import Form, ways_open
from guide.take_along import page
from guide.terms import Deadline, deadlines
from guide.timeline import Mark, as_svg, marks
from store import conversations
from store.conversations import Message

_LONGEST_QUESTION = 300

routes = web.RouteTableDef()


@dataclass(frozen=True)
class Case:
    """What a message says of the parent's case, with what followed before it in the conversation."""

    happened: Mapping[str, date]
    deadlines: Sequence[Deadline]
    letter: str
    message: Message
    earlier: Sequence[Message]
    today: date
    school: Mapping[str, Any]
    situation: str
    form: Form

    def points(self, locale: str) -> list[Mark]:
        """Return the points of the time line in a language."""
        return marks(self.happened, self.deadlines, self.today, locale)


@routes.get("/api/conversations/{id}/messages/{seq:[0-9]{1,9}}/downloads/{kind:ics|txt|docx|html|svg}")
async def download(request: web.Request) -> web.Response:
    """Make the file that a message offers."""
    conversation = await authorised(request)
    run, engine = request.app[keys.RUN], request.app[keys.ENGINE]
    kind, seq = request.match_info["kind"], int(request.match_info["seq"])
    found: list[Message] = await run(conversations.messages_after, engine, conversation.id, 0)
    message = next((m for m in found if m.seq == seq), None)
    offered = {offer["kind"] for offer in message.custom.get("downloads", ())} if message else set()
    if message is None or kind not in offered:
        raise Problem("not-found", conversation.locale)
    earlier = [m for m in found if m.seq < seq]
    case = _case(message, earlier, clock.today(request.app[keys.SETTINGS].today))
    response: web.Response = await run(partial(_MAKERS[kind], case))
    return response


def _case(message: Message, earlier: Sequence[Message], today: date) -> Case:
    told = message.custom["case"]
    happened = {event: date.fromisoformat(day) for event, day in told["happened"].items()}
    school = {"sector": told["sector"], "board": told["board"]}
    found = deadlines(happened, **school) if happened else []
    return Case(
        happened,
        found,
        told.get("letter", ""),
        message,
        earlier,
        today,
        school,
        told["situation"],
        told["form"],
    )


def _ics(case: Case) -> web.Response:
    shown = [
        {
            "id": d.id,
            "what": translate(d.what, case.message.lang),
            "date": d.date.isoformat(),
            "safe_date": d.safe_date.isoformat() if d.safe_date else None,
            "basis": basis_in_words(d, case.message.lang),
        }
        for d in case.deadlines
    ]
    return _file(calendar_file(shown, datetime.now(timezone.utc)), "text/calendar", "wegwijs.ics")


def _txt(case: Case) -> web.Response:
    text = write(case.letter, case.happened, case.today, **case.school)
    return _file(text.encode(), "text/plain", f"{case.letter}.txt")


def _docx(case: Case) -> web.Response:
    text = write(case.letter, case.happened, case.today, **case.school)
    lang = case.message.lang
    content = as_docx(letters()[case.letter], text, case.points(lang), lang)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return _file(content, word, f"{case.letter}.docx")


def _svg(case: Case) -> web.Response:
    lang = case.message.lang
    return _file(as_svg(case.points(lang), lang).encode(), "image/svg+xml", "tijdlijn.svg")


def _html(case: Case) -> web.Response:
    lang = case.message.lang
    text = page(
        _questions(case.earlier),
        [m.custom["topic"] for m in case.earlier if m.sender == "bot" and m.custom.get("topic")],
        ways_open(case.situation, case.happened, case.form, **case.school) if case.situation else [],
        case.deadlines,
        {code: case.points(code) for code in {SOURCE, lang}},
        case.today,
        lang,
    )
    return _file(text.encode(), "text/html", "gesprek-met-school.html")


def _questions(earlier: Sequence[Message]) -> list[str]:
    """Return what the parent asked in her own words, without her answers to what the bot asked."""
    asked, found = False, []
    for message in earlier:
        if message.sender != "parent":
            asked = bool(message.custom.get("asks") or message.custom.get("input"))
        elif message.kind == "text" and not asked:
            found.append(message.text[:_LONGEST_QUESTION])
    return found


_MAKERS: Mapping[str, Callable[[Case], web.Response]] = {
    "ics": _ics,
    "txt": _txt,
    "docx": _docx,
    "svg": _svg,
    "html": _html,
}


def _file(content: bytes, content_type: str, name: str) -> web.Response:
    return web.Response(
        body=content,
        content_type=content_type,
        charset=None if content_type.endswith("document") else "utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
