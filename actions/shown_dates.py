"""How dates are shown: the part of a message that widget, picture and files are made from."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

from actions.conversation import Case, Turn
from guide.explain import basis_in_words
from guide.language import translate
from guide.routes import situations
from guide.terms import Deadline, deadlines
from guide.timeline import height, marks
from guide.topics import ANY_EVENT, topics

_COUNTING = "termijn_berekenen"


def dates_payload(case: Case, found: Sequence[Deadline], now: Turn) -> dict[str, Any]:
    """Return the custom part of a message that gives dates: the dates, their picture, the case."""
    points = marks(case.dates_of, found, now.today, now.locale)
    return {
        "case": case.as_payload(),
        "downloads": [{"kind": "svg", "height": height(points)}],
        **belongs_to(case, now),
        "deadlines": [_as_custom(d, now.locale) for d in found],
        "facts": facts_of(found),
    }


def facts_of(found: Sequence[Deadline]) -> list[str]:
    """Return the facts that these dates rest on."""
    return list(dict.fromkeys(fact for d in found for fact in d.facts))


def _as_custom(deadline: Deadline, locale: str) -> dict[str, Any]:
    """Return a deadline as docs/chat_api.md describes it."""
    shown: dict[str, Any] = {
        "id": deadline.id,
        "what": translate(deadline.what, locale),
        "who": deadline.who,
        "date": deadline.date.isoformat(),
        "raw_date": deadline.raw_date.isoformat(),
        "moved": deadline.moved,
        "counted_from": deadline.counted_from.isoformat(),
        "basis": basis_in_words(deadline, locale),
        "certainty": deadline.certainty,
        "extendable": deadline.extendable,
        "extended": deadline.extended,
    }
    if deadline.safe_date:
        shown["safe_date"] = deadline.safe_date.isoformat()
    if deadline.later_date:
        shown["later_date"] = deadline.later_date.isoformat()
    return shown


def belongs_to(case: Case, now: Turn) -> dict[str, str]:
    """Return the `topic` of a message about dates, and what they are `about` where that is something else."""
    topic = topics().get(now.intent, topics()[_COUNTING])
    if topic.id != _COUNTING and topic.event in ("", ANY_EVENT, case.event):
        return {"topic": topic.id}
    return {"topic": topic.id, "about": _topic_of(case)}


def _topic_of(case: Case) -> str:
    """Return the topic that the event spoken of belongs to, else one whose answer turns on its dates."""
    follows = {deadline.id for deadline in deadlines({case.event: case.happened[case.event]})}
    of_event = (
        topic.id for topic in topics().values() if topic.event == case.event and not topic.event_named
    )
    of_situation = (s.topic for s in situations().values() if s.event == case.event and s.topic)
    of_terms = (topic.id for topic in topics().values() if follows & set(topic.terms))
    return next(chain(of_event, of_situation, of_terms), _COUNTING)


def day_to_keep(deadline: Deadline) -> date:
    """Return the day that a parent should keep to."""
    return deadline.safe_date or deadline.date
