"""The pages: the chat in its frame, the launcher for the school's page, and the demo school."""

from pathlib import Path

from aiohttp import web

from desk import keys
from guide.language import catalog, languages, supported

_WIDGET = Path(__file__).parent / "widget"
_DEMO = Path(__file__).parent / "demo"
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".html": "text/html",
}
_FOR_PAGES = "public, max-age=300"

routes = web.RouteTableDef()


@routes.get("/")
async def demo(request: web.Request) -> web.Response:
    """Show a school's page with the widget on it."""
    return _static(_DEMO / "index.html")


@routes.get("/demo/{name:[a-z-]+\\.(css|svg|js)}")
async def demo_file(request: web.Request) -> web.Response:
    """Return a file of the demo page."""
    return _static(_DEMO / request.match_info["name"])


@routes.get("/wegwijs.js")
async def launcher(request: web.Request) -> web.Response:
    """Return the one script that a school puts on its page."""
    response = _static(_WIDGET / "wegwijs.js")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@routes.get("/chat")
async def chat(request: web.Request) -> web.Response:
    """Return the chat, to be shown in a frame on the registered sites or on its own."""
    response = _static(_WIDGET / "chat.html")
    ancestors = " ".join(["'self'", *request.app[keys.SETTINGS].origins])
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


@routes.get("/widget/texts/{locale:[a-z]{2}}.json")
async def widget_texts(request: web.Request) -> web.Response:
    """Return the widget's texts in a language: Dutch to its translation, and the direction."""
    locale = supported(request.match_info["locale"])
    texts = {
        "locale": locale,
        "dir": languages()[locale].dir,
        "texts": dict(catalog(locale, "interface")),
    }
    return web.json_response(texts, headers={"Cache-Control": _FOR_PAGES})


def _static(path: Path) -> web.Response:
    if not path.is_file():
        raise web.HTTPNotFound
    return web.Response(
        body=path.read_bytes(),
        content_type=_TYPES[path.suffix],
        charset="utf-8",
        headers={"Cache-Control": _FOR_PAGES},
    )
