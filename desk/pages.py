"""The pages: the chat in its frame, the launcher for the school's page, and the demo school."""

import json
import secrets
from pathlib import Path

from aiohttp import web

from desk import keys
from desk.origins import allowed
from guide.language import catalog, languages, supported
from store import themes

_WIDGET = Path(__file__).parent / "widget"
_DEMO = Path(__file__).parent / "demo"
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".html": "text/html",
}
_FOR_PAGES = "public, max-age=300"
# The launcher carries its few texts in every language, so that it needs no second request for them.
_PLACE_FOR_TEXTS = "const TEXTS = {}; // the desk fills this in when it serves the script"
_IN_THE_LAUNCHER = (
    "Vraag over extra hulp op school?",
    "Wegwijs, hulp bij passend onderwijs",
    "Wegwijs is nu niet te bereiken. U kunt wel bellen:",
    "Sluit",
)

routes = web.RouteTableDef()


@routes.get("/")
async def demo(request: web.Request) -> web.Response:
    """Show a school's page with the widget on it."""
    return _static(_DEMO / "index.html")


@routes.get("/embed")
async def embed(request: web.Request) -> web.Response:
    """Show webmasters the line to copy, and the widget as it will look."""
    return _static(_DEMO / "embed.html")


@routes.get("/demo/streng.html")
async def strict_demo(request: web.Request) -> web.Response:
    """Show the widget on a page with the strictest policy that a site can have."""
    nonce = secrets.token_urlsafe(16)
    page = (_DEMO / "streng.html").read_text(encoding="utf-8").replace("{nonce}", nonce)
    response = _response(page.encode(), ".html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; frame-src 'self'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return response


@routes.get("/demo/{name:[a-z-]+\\.(html|css|svg|js)}")
async def demo_file(request: web.Request) -> web.Response:
    """Return a demo page, or a file of one."""
    return _static(_DEMO / request.match_info["name"])


@routes.get("/wegwijs.js")
async def launcher(request: web.Request) -> web.Response:
    """Return the one script that a school puts on its page."""
    script = (_WIDGET / "wegwijs.js").read_text(encoding="utf-8")
    texts = {
        code: {text: said[text] for text in _IN_THE_LAUNCHER if text in said}
        for code in languages()
        if (said := catalog(code, "interface"))
    }
    filled = script.replace(_PLACE_FOR_TEXTS, f"const TEXTS = {json.dumps(texts, ensure_ascii=False)};")
    response = _response(filled.encode(), ".js")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@routes.get("/chat")
async def chat(request: web.Request) -> web.Response:
    """Return the chat, to be shown in a frame on the registered sites or on its own."""
    response = _static(_WIDGET / "chat.html")
    sites = await allowed(request.app, request.query.get("swv", ""))
    ancestors = " ".join(["'self'", *sites])
    # The page will ask for these texts; so they are on their way before it knows.
    locale = supported(request.query.get("lang") or request.headers.get("Accept-Language", ""))
    response.headers["Link"] = f"</widget/texts/{locale}.json>; rel=preload; as=fetch; crossorigin"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        f"require-trusted-types-for 'script'; frame-ancestors {ancestors}"
    )
    return response


@routes.get("/widget/{name:[a-z-]+\\.(js|css|svg)}")
async def widget_file(request: web.Request) -> web.Response:
    """Return a file of the chat."""
    return _static(_WIDGET / request.match_info["name"])


@routes.get("/widget/logo/{swv:[A-Z0-9]{2,6}}.png")
async def logo(request: web.Request) -> web.Response:
    """Return the logo that a swv has chosen."""
    chosen = await request.app[keys.RUN](themes.of_swv, request.app[keys.ENGINE], request.match_info["swv"])
    if not chosen.logo:
        raise web.HTTPNotFound
    return web.Response(body=chosen.logo, content_type="image/png", headers={"Cache-Control": _FOR_PAGES})


@routes.get("/widget/texts/{locale:[a-z]{2}}.json")
async def widget_texts(request: web.Request) -> web.Response:
    """Return the widget's texts in a language: Dutch to its translation, and the direction."""
    locale = supported(request.match_info["locale"])
    texts = {
        "locale": locale,
        "dir": languages()[locale].dir,
        "texts": dict(catalog(locale, "interface")),
    }
    response = web.json_response(texts, headers={"Cache-Control": _FOR_PAGES})
    response.enable_compression()
    return response


def _static(path: Path) -> web.Response:
    if not path.is_file():
        raise web.HTTPNotFound
    return _response(path.read_bytes(), path.suffix)


def _response(body: bytes, suffix: str) -> web.Response:
    response = web.Response(
        body=body,
        content_type=_TYPES[suffix],
        charset="utf-8",
        headers={"Cache-Control": _FOR_PAGES},
    )
    response.enable_compression()
    return response
