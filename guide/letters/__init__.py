"""Letters to school, board or samenwerkingsverband, in Dutch, with the parent's dates and clear blanks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from guide.language import date_in_words
from guide.spelling import fold
from guide.terms import Board, Deadline, Sector, deadlines

_FOLDER = Path(__file__).parent
BLANK_DAY = "[datum]"
_EXTRA_PLACEMENT = (
    "\nEr zijn op {day} meer dan tien weken voorbij. [Naam van uw kind] is vier jaar of ouder en staat op "
    "geen school ingeschreven. Wij vragen u daarom ook om [naam van uw kind] vanaf {day} tijdelijk te "
    "plaatsen en in te schrijven{basis}.\n"
)
# Events whose day may stand in a letter.
_EVENTS = ("application", "refusal", "removal", "removal-intention", "tlv-decision", "enrolment", "conduct",
           "wished-start")  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """A letter that can be made; see letters.yml for the fields."""

    id: str
    title: str
    button: str
    explanation: str
    named: str
    facts: tuple[str, ...]
    goes_with: tuple[str, ...]
    event: str = ""
    after: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def letters() -> Mapping[str, Letter]:
    """Return the letters by id, in the order of the file."""
    rows = yaml.safe_load((_FOLDER / "letters.yml").read_text(encoding="utf-8"))
    tuples = ("facts", "goes_with", "after")
    fields: list[dict[str, Any]] = [
        {k: tuple(v) if k in tuples else v for k, v in row.items()} | {"named": fold(row["named"])}
        for row in rows
    ]
    made = [Letter(**row) for row in fields]
    return MappingProxyType({letter.id: letter for letter in made})


def letter_named_in(text: str) -> str:
    """Return the id of the letter that is named by who asks for one ("to see the file"), "" for none."""
    folded = fold(text)
    named = [letter.id for letter in letters().values() if re.search(rf"\b(?:{letter.named})\b", folded)]
    return named[-1] if named else ""


def letter_in_talk_of(topic: str) -> str:
    """Return the id of the letter that "write it for me" is about in talk of a topic, "" when none is."""
    return next((letter.id for letter in letters().values() if topic in letter.after), "")


def write(
    letter: str,
    happened: Mapping[str, date],
    today: date,
    sector: Sector | None = None,
    board: Board = "unknown",
) -> str:
    """Return the text of a letter; what is not known stands between [brackets].

    `happened` maps events (terms.yml) to their days. Raises KeyError for an unknown letter.
    """
    text = (_FOLDER / f"{letters()[letter].id}.txt").read_text(encoding="utf-8")
    days = {event.replace("-", "_"): _words(happened.get(event)) for event in _EVENTS}
    found = {(d.id, d.extended): d for d in deadlines(happened, sector, board)}
    decision, extended = found.get(("application-decision", False)), found.get(("application-decision", True))
    placement = found.get(("temporary-placement", False))
    return text.format(
        today=_words(today),
        decision=_end(decision),
        extended=_end(extended),
        basis=_basis(decision, board) or "de wet",
        placement=_end(placement),
        placement_basis=_in_brackets(_basis(placement, board)),
        placement_too=_placement_too(placement, board, today),
        objection_basis=_in_brackets(_basis(found.get(("objection-refusal-removal", False)), board)),
        tlv_basis=_in_brackets(_basis(found.get(("tlv-objection", False)), board)),
        **days,
    )


def _placement_too(placement: Deadline | None, board: Board, today: date) -> str:
    """Return what asks for temporary placement as well, once its first day is there."""
    if placement is None or placement.date > today:
        return ""
    return _EXTRA_PLACEMENT.format(day=_words(placement.date), basis=_in_brackets(_basis(placement, board)))


def _basis(deadline: Deadline | None, board: Board) -> str:
    """Return the article that a term rests on, nothing where the kind of school leaves more than one."""
    if deadline is None or "; " in deadline.basis:
        return ""
    if "(openbaar)" not in deadline.basis:
        return deadline.basis
    mark = {"public": " (openbaar)", "private": " (bijzonder)"}.get(board, "?")
    return next((p.removesuffix(mark) for p in deadline.basis.split(", ") if p.endswith(mark)), "")


def _in_brackets(basis: str) -> str:
    return f" ({basis})" if basis else ""


def _end(deadline: Deadline | None) -> str:
    return _words(deadline.date if deadline else None)


def _words(day: date | None) -> str:
    return date_in_words(day, "nl") if day else BLANK_DAY
