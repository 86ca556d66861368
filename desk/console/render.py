"""Pages from templates, in the language of who is signed in, and what every page needs."""

import re
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from aiohttp import web
from babel.dates import format_datetime, format_timedelta
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from desk import clock, keys
from desk.clock import AMSTERDAM
from desk.console import session
from desk.console.access import may, where
from guide.language import date_in_words, direction, languages, say_to_staff, supported, translate
from store.staff import Staff

_PAGES = Path(__file__).parent / "pages"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(
    request: web.Request, template: str, /, person: Staff | None = None, status: int = 200, **values: Any
) -> web.Response:
    """Return the page `template` (pages/<template>.html) filled with `values`."""
    locale = person.language if person else _language_of(request)
    text = (
        _environment().get_template(f"{template}.html").render(**_common(request, person, locale), **values)
    )
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "Content-Language": locale}
    return web.Response(text=text, content_type="text/html", status=status, headers=headers)


def _language_of(request: web.Request) -> str:
    asked = supported(request.headers.get("Accept-Language", "").split(",")[0])
    return asked if asked in ("nl", "en") else "nl"


def _common(request: web.Request, person: Staff | None, locale: str) -> Mapping[str, Any]:
    """Return what every template may use: `_` for its own texts, `t` for what parents read, and so on."""

    def _(text: str, **values: Any) -> str:
        return say_to_staff(text, locale).format(**values) if values else say_to_staff(text, locale)

    return {
        "_": _,
        "t": lambda text: translate(text, locale),
        "locale": locale,
        "me": person,
        "csrf": session.csrf_token(request),
        "may": (lambda right, point="": may(person, right, point)) if person else (lambda *_: False),
        "where": (lambda right: where(person, right)) if person else (lambda _: []),
        "today": clock.today(request.app[keys.SETTINGS].today),
        "single_sign_on": bool(request.app[keys.SETTINGS].oidc_issuer),
        "provider": request.app[keys.SETTINGS].oidc_name,
        "second_step_required": request.app[keys.SETTINGS].second_step == "required",
        "mail_works": bool(request.app[keys.SETTINGS].smtp_host),
        "day": lambda day: date_in_words(day, locale) if day else "",
        "moment": lambda at: _moment(at, locale),
        "ago": lambda at: _ago(at, locale),
        "span": lambda seconds: str(format_timedelta(seconds, locale=locale, threshold=1.2)),
        "language_name": lambda code: languages()[code].name if code in languages() else code,
        "dir_of": direction,
        "path": request.path,
        "new_id": lambda: secrets.token_hex(12),
        "fill": _fill,
    }


def light(text: str) -> Markup:
    """Return what the bot says as HTML: bold, and links to https, tel and mailto; all else stays text."""
    safe = str(escape(text))
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
    return Markup(re.sub(r"\[([^\]]+)\]\(((?:https|tel|mailto):[^)\s]+)\)", r'<a href="\2">\1</a>', safe))  # noqa: S704


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Fill in what is known of a reply and leave the rest in braces."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _moment(at: datetime | None, locale: str) -> str:
    if at is None:
        return ""
    here = at.replace(tzinfo=timezone.utc).astimezone(AMSTERDAM)
    return str(format_datetime(here, "EEE d MMM HH:mm", locale=locale))


def _ago(at: datetime | None, locale: str) -> str:
    if at is None:
        return ""
    return str(format_timedelta(clock.now() - at, locale=locale, threshold=1.2))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["iso"] = lambda day: day.isoformat() if isinstance(day, date) else ""
    environment.filters["light"] = light
    return environment
