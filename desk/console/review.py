"""What the bot did not understand, masked and grouped by likeness, until somebody says what it was."""

from collections.abc import Sequence

from aiohttp import web
from rapidfuzz import fuzz

from desk.console.guard import guard
from desk.console.render import page
from desk.console.tools import tools
from guide.language import N_
from guide.topics import topics
from store import review
from store.review import OUTSIDE, Misunderstood
from store.staff import Staff

# How alike two questions are, of 100, to stand in one group.
ALIKE = 72
CHOOSE = N_("Kies een onderwerp.")

routes = web.RouteTableDef()


@routes.get("/console/review")
@guard("review")
async def show(request: web.Request, person: Staff) -> web.Response:
    """Show the groups, the largest first."""
    return await _page(request, person)


@routes.post("/console/review")
@guard("review")
async def decide(request: web.Request, person: Staff) -> web.Response:
    """Give the questions of a group a topic, or say that they are outside the subject."""
    form = await request.post()
    topic = str(form.get("topic", ""))
    ids = [int(str(one)) for one in form.getall("id", []) if str(one).isdigit()]
    if topic != OUTSIDE and topic not in topics():
        return await _page(request, person, wrong=CHOOSE, status=422)
    run, engine, *_ = tools(request)
    return await _page(request, person, saved=await run(review.decide, engine, ids, topic, person.id))


def groups(found: Sequence[Misunderstood]) -> list[list[Misunderstood]]:
    """Put questions of one language that are alike together, the largest group first."""
    made: list[list[Misunderstood]] = []
    for one in found:
        for group in made:
            if group[0].language == one.language and fuzz.token_set_ratio(group[0].text, one.text) >= ALIKE:
                group.append(one)
                break
        else:
            made.append([one])
    return sorted(made, key=len, reverse=True)


async def _page(
    request: web.Request, person: Staff, *, saved: int | None = None, wrong: str = "", status: int = 200
) -> web.Response:
    run, engine, *_ = tools(request)
    found = await run(review.undecided, engine)
    return page(
        request, "review", person, status,
        groups=groups(found), topics=topics(), outside=OUTSIDE, saved=saved, wrong=wrong,
    )  # fmt: skip
