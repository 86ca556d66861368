"""The ways open to a parent who disagrees, in the order to try them: a look-up in routes.yml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Literal

import yaml

from guide.terms import Board, Deadline, Sector, deadlines

Form = Literal["written", "said", "unknown"]
Question = Literal["form", "date", "sector", "board", "place"]

_FILE = Path(__file__).parent / "routes.yml"
_ANSWERS: dict[str, tuple[str, ...]] = {
    "form": ("written", "said"),
    "sector": ("po", "sbo", "so", "vo", "vso", "pro"),
    "board": ("public", "private", "unknown"),
}


@dataclass(frozen=True)
class Way:
    """Something a parent can do, in sentences for parents (Dutch); `more` is the topic that tells more."""

    id: str
    title: str
    what_for: str
    cost: str
    binds: str
    effect: str
    start: str
    to: str
    more: str
    facts: tuple[str, ...]
    outcome: str = ""


@dataclass(frozen=True)
class Situation:
    """Something that happened; `event` (terms.yml) is what its dates are counted from, if any follow.

    `topic` is the topic whose answer has more to say for this kind of school, if there is one; `after` are
    the topics in talk of which "I disagree" is about this.
    """

    id: str
    title: str
    asks: tuple[Question, ...]
    says: str
    facts: tuple[str, ...]
    event: str = ""
    topic: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A line of the table: in this situation this way is open, when all conditions hold."""

    situation: str
    way: str
    when: Mapping[str, list[str]] = field(default_factory=dict)
    term: str = ""
    note: str = ""

    def holds(self, known: Mapping[str, str]) -> bool:
        """Tell whether what is `known` (form, sector, board) meets the conditions."""
        return all(known.get(key, "unknown") in values for key, values in self.when.items())


@dataclass(frozen=True)
class OpenWay:
    """A way that is open in a case; `deadline` is its last day, None where no term is known."""

    way: Way
    note: str = ""
    deadline: Deadline | None = None

    def is_late(self, today: date) -> bool:
        """Tell whether the day to keep to has gone by on `today`."""
        return self.deadline is not None and (self.deadline.safe_date or self.deadline.date) < today


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    ways = [{"what_for": row.pop("for"), **row, "facts": tuple(row["facts"])} for row in rows["ways"]]
    situations = [
        {**r, "asks": tuple(r["asks"]), "facts": tuple(r["facts"]), "after": tuple(r.get("after", ()))}
        for r in rows["situations"]
    ]
    return {
        "ways": {row["id"]: Way(**row) for row in ways},
        "situations": {row["id"]: Situation(**row) for row in situations},
        "table": [Row(**row) for row in rows["table"]],
    }


def ways() -> Mapping[str, Way]:
    """Return the ways by id, in the order of the file."""
    found: Mapping[str, Way] = _data()["ways"]
    return found


def situations() -> Mapping[str, Situation]:
    """Return the situations by id, in the order of the file."""
    found: Mapping[str, Situation] = _data()["situations"]
    return found


def in_talk_of(topic: str) -> tuple[Situation, ...]:
    """Return the situations that "I disagree" may be about in talk of a topic, in the order of the file."""
    return tuple(situation for situation in situations().values() if topic in situation.after)


def table() -> tuple[Row, ...]:
    """Return the rows of the decision table, in the order to try the ways."""
    return tuple(_data()["table"])


def ways_open(
    situation: str,
    happened: Mapping[str, date],
    form: Form = "unknown",
    sector: Sector | None = None,
    board: Board = "unknown",
) -> list[OpenWay]:
    """Return what a parent can do in this situation, in the order to try it, each with its last day.

    `happened` maps events of terms.yml to their days; the ways have no dates without the event of the
    situation. Raises KeyError for an unknown situation and TermError for an impossible date.
    """
    event = situations()[situation].event
    dates = deadlines(happened, sector, board) if event in happened else []
    known = {"form": form, "sector": sector or "unknown", "board": board}
    return [
        OpenWay(ways()[row.way], row.note, _earliest(row.term, dates))
        for row in table()
        if row.situation == situation and row.holds(known)
    ]


def leaves() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every situation with every combination of answers to what it asks."""
    for situation in situations().values():
        asked = [question for question in situation.asks if question in _ANSWERS]
        for answers in product(*(_ANSWERS[question] for question in asked)):
            yield situation.id, dict(zip(asked, answers, strict=True))


def _earliest(term: str, dates: list[Deadline]) -> Deadline | None:
    mine = [d for d in dates if d.id == term and not d.extended]
    return min(mine, key=lambda d: d.safe_date or d.date) if mine else None
