"""The console of the steunpunten: sign in, the queue, a conversation, and what a coordinator looks after."""

from pathlib import Path

from aiohttp import web

from desk.console import (
    events,
    house_style,
    people,
    points,
    profiles,
    queue,
    replies,
    reports,
    review,
    second_step,
    sign_in,
    single_sign_on,
    talk,
)

_STATIC = Path(__file__).parent / "static"


def add_routes(app: web.Application) -> None:
    """Add the pages of the console to the desk."""
    for part in (
        second_step,
        sign_in,
        single_sign_on,
        queue,
        talk,
        replies,
        events,
        points,
        people,
        house_style,
        profiles,
        reports,
        review,
    ):
        app.router.add_routes(part.routes)
    app.router.add_static("/console/static", _STATIC)
