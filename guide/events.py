"""Which events (terms.yml) a message speaks of: "geweigerd", "bezwaar gemaakt", "van plan te verwijderen"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from guide.refused import OTHER, REFUSAL, refused_at
from guide.spelling import fold

_FILE = Path(__file__).parent / "events.yml"
# How news of an event came: a letter, a call.
NEWS = "news"
# A talk, in which what happened may have been told.
TALK = "talk"
# What has a day, or brings news of one, and is no event of terms.yml.
NO_EVENT = frozenset({OTHER, NEWS, TALK})
# What is handed in, so that no letter tells of it.
_HANDED_IN = {"application", "tlv-application", "objection", "gpo-request"}


@dataclass(frozen=True)
class Mention:
    """Where a text names an event, or something else that has a day (`OTHER`, `NEWS`, `TALK`)."""

    start: int
    end: int
    event: str


def mentions(text: str) -> list[Mention]:
    """Return what `text` names, what comes later in a case first; no two share a letter."""
    folded, found = fold(text), list[Mention]()
    for event, words in _words().items():
        for match in words.finditer(folded):
            if all(match.end() <= m.start or m.end <= match.start() for m in found):
                found.append(Mention(*match.span(), _which(event, folded, match.start(), found)))
    return found


def _which(event: str, text: str, place: int, named: Iterable[Mention]) -> str:
    """Return what a refusal is of; any other event is what it is called."""
    if event != REFUSAL:
        return event
    return refused_at(text, place, any(m.event == "objection" and m.end <= place for m in named))


def may_be_news(event: str) -> bool:
    """Tell whether an event comes to a parent by a letter or a call."""
    return event not in _HANDED_IN | NO_EVENT


def latest_first(events: Iterable[str]) -> list[str]:
    """Return events in the order of events.yml: what comes later in a case stands first."""
    named = set(events)
    return [event for event in _words() if event in named]


def comes_later(event: str, than: str) -> bool:
    """Tell whether an event comes later in a case than another; False when one of them is unknown."""
    return event != than and {event, than} <= _words().keys() and latest_first((event, than))[0] == event


@lru_cache(maxsize=1)
def _words() -> Mapping[str, re.Pattern[str]]:
    rows = yaml.safe_load(fold(_FILE.read_text(encoding="utf-8")))
    return {event: re.compile(words, re.IGNORECASE) for event, words in rows.items()}
