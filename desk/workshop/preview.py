"""A local page that shows every text of a language as the widget would, beside the Dutch.

It reads the .po each time it is asked, and the page asks again every second: save, and see.
"""

from pathlib import Path
from typing import Any

from aiohttp import web

from desk.workshop.catalogs import NAMES, path_of, read, sample_values
from desk.workshop.check import entry_faults
from desk.workshop.status import state_of
from guide.language import CatalogError, all_languages

_HERE = Path(__file__).parent
_WIDGET = _HERE.parent / "widget"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


def make_app(root: Path, language: str) -> web.Application:
    """Return the preview of one language of the catalogs under `root`."""
    app = web.Application()

    async def page(request: web.Request) -> web.Response:
        return _file(_HERE / "preview.html")

    async def own(request: web.Request) -> web.Response:
        return _file(_HERE / request.match_info["name"])

    async def widget(request: web.Request) -> web.Response:
        return _file(_WIDGET / request.match_info["name"])

    async def entries(request: web.Request) -> web.Response:
        return web.json_response(shown(root, language))

    app.router.add_get("/", page)
    app.router.add_get("/{name:preview\\.(?:js|css)}", own)
    app.router.add_get("/widget/{name:[a-z-]+\\.(?:js|css)}", widget)
    app.router.add_get("/entries.json", entries)
    return app


def shown(root: Path, language: str) -> dict[str, Any]:
    """Return what the page shows: the entries, or why the catalog cannot be read."""
    entries = []
    for part in NAMES:
        try:
            catalog = read(path_of(language, part, root), language)
        except CatalogError as error:
            return {"language": language, "broken": f"{part}.po:{error.line}: {error}", "entries": []}
        for message in (m for m in catalog if m.id):
            state = state_of(message)
            can_be_shown = state not in ("missing", "outdated")
            entries.append(
                {
                    "part": part,
                    "dutch": _filled(str(message.id)),
                    "said": _filled(str(message.string)) if message.string else "",
                    "state": state,
                    "context": [*message.auto_comments, *(file for file, _ in message.locations)],
                    "faults": [says for _, says in entry_faults(message, language)] if can_be_shown else [],
                }
            )
    return {"language": language, "dir": all_languages()[language].dir, "broken": "", "entries": entries}


def _filled(text: str) -> str:
    for name, value in sample_values().items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _file(path: Path) -> web.Response:
    if not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8")
