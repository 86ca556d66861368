"""The chat API, as openapi.yml describes it."""

import asyncio
import re
import unicodedata
from datetime import date, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy.engine import Engine

from desk import clock, contract, keys, metrics
from desk.address import address_of
from desk.handover import status
from desk.handover.availability import Now, look
from desk.handover.nudges import talk_channel
from desk.hub import Event
from desk.limits import Limit
from desk.messages import as_event, as_json
from desk.origins import allowed
from desk.problems import Problem
from guide.choices import chosen
from guide.colours import palette
from guide.dates import read_date
from guide.language import date_in_words, languages, supported
from guide.register import Steunpunt
from guide.spelling import plain_words
from store import conversations, register, themes
from store.conversations import Conversation, UnknownConversationError

LONGEST_TEXT = 1_000
LONGEST_TITLE = 80
LONGEST_WAIT_SECONDS = 25
_OF_THE_PICKER = re.compile(r"\d{4}-\d\d-\d\d")

routes = web.RouteTableDef()


@routes.post("/api/conversations")
async def create_conversation(request: web.Request) -> web.Response:
    """Begin a conversation; the greeting follows on the stream."""
    limits = request.app[keys.LIMITS]
    await _within(limits.conversations, address_of(request), None)
    page = await contract.body(request, "Page")
    if page.get("swv"):
        await _within(limits.of_swv, page["swv"], page.get("locale"))
    locale = supported(page.pop("locale", None) or request.headers.get("Accept-Language", ""))
    conversation, token = await request.app[keys.RUN](
        conversations.start, request.app[keys.ENGINE], locale, page, clock.now()
    )
    request.app[keys.ANSWERING].nudge(conversation.id)
    metrics.CONVERSATIONS.inc()
    expires = clock.now() + timedelta(days=request.app[keys.SETTINGS].keep_days)
    started = {
        "id": conversation.id,
        "token": token,
        "locale": locale,
        "dir": languages()[locale].dir,
        "expires": f"{expires.isoformat(timespec='seconds')}Z",
    }
    return web.json_response(started, status=201)


@routes.post("/api/conversations/{id}/messages")
async def send_message(request: web.Request) -> web.Response:
    """Store what the parent says and have it answered."""
    app = request.app
    try:
        data = await contract.body(request, "NewMessage")
    except Problem:  # the same again, in her language, when the conversation is hers
        data = await contract.body(request, "NewMessage", (await authorised(request)).locale)
    client_id = data["client_id"]
    conversation, known = await _authorised_with(request, client_id)
    if known is not None:
        return web.json_response({"seq": known}, status=200)
    text, value = await _said(request, conversation, data)
    await _within(app[keys.LIMITS].messages, conversation.id, conversation.locale)
    try:
        message, new = await app[keys.RUN](
            conversations.receive,
            app[keys.ENGINE],
            conversation.id,
            client_id,
            text,
            value,
            clock.now(),
        )
    except UnknownConversationError:
        raise Problem("not-found", conversation.locale) from None
    if new:
        metrics.MESSAGES.labels("text" if value is None else "value").inc()
        app[keys.HUB].tell_stored(conversation.id, as_event(conversation.id, message))
        app[keys.ANSWERING].nudge(conversation.id)
    return web.json_response({"seq": message.seq}, status=202 if new else 200)


@routes.get("/api/conversations/{id}/messages")
async def read_messages(request: web.Request) -> web.Response:
    """Return the messages after a number, waiting for news when asked to."""
    conversation = await authorised(request)
    after = _number(request, "after", conversation.locale)
    wait = _number(request, "wait", conversation.locale)
    if wait > LONGEST_WAIT_SECONDS:
        raise Problem("fields", conversation.locale, detail="wait")
    with request.app[keys.HUB].listen(conversation.id) as news:
        found = await _after(request, conversation, after)
        end = asyncio.get_running_loop().time() + wait
        while not found:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                break
            try:
                event = await asyncio.wait_for(news.get(), left)
            except asyncio.TimeoutError:
                break
            if event.name == "gone":
                break
            if event.name in ("message", "news", "missed"):
                found = await _after(request, conversation, after)
            if event.seq is not None and event.seq > after and not found:
                found = [dict(event.data)]  # the farewell of a conversation that is erased
    return web.json_response({"messages": found})


@routes.patch("/api/conversations/{id}")
async def change_conversation(request: web.Request) -> web.Response:
    """Change the language of what follows; what the bot said last is said again in it."""
    conversation = await authorised(request)
    app = request.app
    locale = (await contract.body(request, "Change", conversation.locale))["locale"]
    if locale not in languages():
        raise Problem("fields", conversation.locale, detail="locale")
    if locale != conversation.locale:
        await _within(app[keys.LIMITS].messages, conversation.id, conversation.locale)
        await app[keys.RUN](conversations.go_on_in, app[keys.ENGINE], conversation.id, locale, clock.now())
        await app[keys.NUDGES].changed(conversation.id)  # the bar above the conversation speaks it too
        app[keys.ANSWERING].nudge(conversation.id)
    return web.json_response({"locale": locale, "dir": languages()[locale].dir})


@routes.post("/api/conversations/{id}/typing")
async def tell_typing(request: web.Request) -> web.Response:
    """Tell the person who has the conversation that the parent is writing; never what."""
    conversation = await authorised(request)
    request.app[keys.HUB].tell(talk_channel(conversation.id), Event("typing", {"sender": "parent"}))
    return web.Response(status=204)


@routes.post("/api/conversations/{id}/feedback")
async def give_feedback(request: web.Request) -> web.Response:
    """Keep whether a message helped."""
    conversation = await authorised(request)
    data = await contract.body(request, "Feedback", conversation.locale)

    def keep() -> bool:
        return conversations.give_feedback(
            request.app[keys.ENGINE],
            conversation.id,
            data["seq"],
            _cleaned(data["reason"]) if "reason" in data else None,
            clock.now(),
            helpful=data["helpful"],
        )

    if not await request.app[keys.RUN](keep):
        raise Problem("fields", conversation.locale, detail="seq")
    return web.Response(status=204)


@routes.delete("/api/conversations/{id}")
async def erase_conversation(request: web.Request) -> web.Response:
    """Erase the conversation with every trace."""
    conversation = await authorised(request)
    await request.app[keys.ANSWERING].erase(conversation.id)
    return web.Response(status=204)


@routes.get("/api/config")
async def read_config(request: web.Request) -> web.Response:
    """Return what the widget needs before a conversation; `open` is of the steunpunt, null when unknown."""
    code = request.query.get("swv", "")
    app, origin = request.app, request.headers.get("Origin", "")
    point = await app[keys.RUN](_steunpunt_now, app[keys.ENGINE], code) if code else None
    today = clock.today(app[keys.SETTINGS].today)
    config: dict[str, Any] = {
        "locales": [
            {"code": language.code, "name": language.name, "dir": language.dir}
            for language in languages().values()
        ],
        "open": point.is_open if point else None,
        "steunpunt": _to_call(point.steunpunt, today) if point else None,
        # A request without an Origin comes from the desk's own pages.
        "registered": not origin or origin in await allowed(app, code),
        "theme": await app[keys.RUN](_theme, app[keys.ENGINE], code),
    }
    return web.json_response(config, headers={"Cache-Control": "public, max-age=300"})


@routes.get("/api/openapi.json")
async def read_contract(request: web.Request) -> web.Response:
    """Return the contract."""
    return web.json_response(contract.document())


def _steunpunt_now(engine: Engine, code: str) -> Now | None:
    """Return what is true now of the steunpunt of a swv, as far as it is known."""
    profile = register.profile(engine, code)
    return look(engine, profile.steunpunt.id, clock.now()) if profile and profile.steunpunt else None


def _theme(engine: Engine, code: str) -> dict[str, str]:
    """Return the house style of a swv for the widget: name, colours, the address of the logo."""
    chosen = themes.of_swv(engine, code) if code else themes.Theme()
    found = palette(chosen.primary) if chosen.primary else {}
    if chosen.name:
        found["name"] = chosen.name
    if chosen.logo:
        found["logo"] = f"/widget/logo/{code}.png"
    return found


def _to_call(point: Steunpunt, today: date) -> dict[str, str] | None:
    """Return the name and number of a steunpunt, for when the desk cannot be reached."""
    phone = point.values.get("phone")
    if phone is None or phone.status_on(today) not in ("checked", "draft"):
        return None
    return {"name": point.name, "phone": phone.texts["nl"]}


async def authorised(request: web.Request) -> Conversation:
    """Return the conversation that the request's token opens. Raises Problem not-found."""
    conversation, _ = await _authorised_with(request, None)
    return conversation


async def _authorised_with(request: web.Request, client_id: str | None) -> tuple[Conversation, int | None]:
    """Return also the number under which the message `client_id` is stored, None when it is new."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        opened: tuple[Conversation, int | None] = await request.app[keys.RUN](
            conversations.find, request.app[keys.ENGINE], request.match_info["id"], token, client_id
        )
    except UnknownConversationError:
        raise Problem("not-found") from None
    return opened


async def _said(
    request: web.Request, conversation: Conversation, data: dict[str, Any]
) -> tuple[str, str | None]:
    """Return the text of a message and, for a button, its value.

    A date from the picker is a text like any other. A value must have been offered by the bot; who types the
    words of a button that she just saw, or which of them it is, has pressed it.
    """
    if "text" in data:
        if len(data["text"]) > LONGEST_TEXT:
            raise Problem("too-long", conversation.locale)
        text = _cleaned(data["text"])
        if not text.strip():
            raise Problem("empty", conversation.locale)
        return text, await _typed_button(request, conversation, text)
    value = data["value"]
    picked = read_date(value, date.max) if _OF_THE_PICKER.fullmatch(value) else None
    if picked and picked.day and picked.day.isoformat() == value:
        return date_in_words(picked.day, conversation.locale), None
    title = await request.app[keys.RUN](
        conversations.offered_title, request.app[keys.ENGINE], conversation.id, value
    )
    title = title or status.title_of(value, conversation.locale)
    if not title:
        raise Problem("not-offered", conversation.locale)
    return title, value


async def _typed_button(request: web.Request, conversation: Conversation, text: str) -> str | None:
    """Return the value of the button under the last answer that these words name, None without one.

    They are the words on it, or tell its place: "de tweede".
    """
    words = plain_words(text)
    if len(words) > LONGEST_TITLE or not words:
        return None
    offered = await request.app[keys.RUN](
        conversations.offered_last, request.app[keys.ENGINE], conversation.id
    )
    values = {plain_words(button["title"]): button["value"] for button in reversed(offered)}
    return values.get(words) or chosen(text, [button["value"] for button in offered])


def _cleaned(text: str) -> str:
    """Drop control characters (but line breaks and tabs) and lone surrogates; keep the rest as typed."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


async def _after(request: web.Request, conversation: Conversation, seq: int) -> list[dict[str, Any]]:
    found = await request.app[keys.RUN](
        conversations.messages_after, request.app[keys.ENGINE], conversation.id, seq
    )
    return [as_json(conversation.id, message) for message in found]


def _number(request: web.Request, name: str, locale: str) -> int:
    text = request.query.get(name, "0")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Problem("fields", locale, detail=name)
    return int(text)


async def _within(limit: Limit, key: str, locale: str | None) -> None:
    wait = await limit.take(key)
    if wait:
        raise Problem("too-many", locale, seconds=wait)
