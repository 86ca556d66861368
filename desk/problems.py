"""Errors as application/problem+json (RFC 9457), in the language of the conversation."""

from typing import Any

from aiohttp import web

from guide.language import N_, supported, translate

TEXTS = {
    "not-found": (404, N_("Dit gesprek bestaat niet (meer). Begin een nieuw gesprek.")),
    "no-such-address": (404, N_("Dit adres bestaat hier niet.")),
    "method": (405, N_("Dat kan op dit adres niet.")),
    "json": (400, N_("Het bericht is geen geldige JSON.")),
    "fields": (422, N_("Het bericht klopt niet: {detail}")),
    "empty": (422, N_("Uw bericht is leeg. Typ uw vraag en verstuur hem dan.")),
    "too-long": (
        413,
        N_("Uw bericht is te lang: er passen 1.000 tekens in. Verdeel het over meer berichten."),
    ),
    "not-offered": (422, N_("Deze keuze is niet aangeboden. Kies een knop of typ uw vraag.")),
    "too-many": (
        429,
        N_("Dat gaat even te snel. Wacht {seconds} seconden en probeer het opnieuw."),
    ),
    "unexpected": (
        500,
        N_("Er ging bij ons iets mis. Uw bericht is niet verloren; probeer het zo nog eens."),
    ),
}


class Problem(Exception):  # noqa: N818  (it is what the RFC calls it)
    """An answer that is an error: a kind of `TEXTS`, and what fills its text."""

    def __init__(self, kind: str, locale: str | None = None, **values: Any) -> None:
        """Take the kind of problem; `values` fill its text."""
        super().__init__(kind)
        self.kind = kind
        self.locale = locale
        self.values = values


def problem_response(problem: Problem, request: web.Request) -> web.Response:
    """Return the problem as an HTTP answer."""
    status, text = TEXTS[problem.kind]
    locale = supported(problem.locale or request.headers.get("Accept-Language", "").split(",")[0])
    headers = {"Content-Language": locale}
    if "seconds" in problem.values:
        headers["Retry-After"] = str(problem.values["seconds"])
    body = {
        "type": f"/problems/{problem.kind}",
        "title": translate(text, locale).format(**problem.values),
        "status": status,
    }
    return web.json_response(body, status=status, headers=headers, content_type="application/problem+json")


@web.middleware
async def problems(request: web.Request, handler: Any) -> web.StreamResponse:
    """Turn problems and aiohttp's own errors into problem+json."""
    try:
        response: web.StreamResponse = await handler(request)
    except Problem as problem:
        return problem_response(problem, request)
    except web.HTTPRequestEntityTooLarge:
        return problem_response(Problem("too-long"), request)
    except web.HTTPMethodNotAllowed as error:
        answer = problem_response(Problem("method"), request)
        answer.headers["Allow"] = error.headers["Allow"]
        return answer
    except web.HTTPNotFound:
        return problem_response(Problem("no-such-address"), request)
    return response
