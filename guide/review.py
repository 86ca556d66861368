"""Look the facts over: what has expired, was not checked for long, is used nowhere, or is doubtful unsaid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from guide.answers import responses
from guide.facts import Fact, facts
from guide.letters import letters
from guide.routes import situations, ways
from guide.terms import terms

LONGEST_UNCHECKED = timedelta(days=183)
_SAYS_DOUBT = re.compile(
    r"niet (?:helemaal )?zeker|weet ik \*{0,2}niet|niet nagelezen|\*\*niet", re.IGNORECASE
)


@dataclass(frozen=True)
class Finding:
    """Something a jurist should look at; `kind` says what, `where` which fact or answer."""

    kind: Literal["expired", "unchecked", "unused", "doubt unsaid"]
    where: str
    detail: str

    @property
    def is_fault(self) -> bool:
        """Whether parents are told something wrong; the rest is work to plan."""
        return self.kind in ("expired", "doubt unsaid")


def findings(today: date) -> list[Finding]:
    """Return what is to be looked at on `today`, faults first."""
    used = _used()
    found = [finding for fact in facts().values() for finding in _of_fact(fact, used, today)]
    return sorted([*found, *_doubt_unsaid()], key=lambda f: (not f.is_fault, f.kind, f.where))


def used_by(answer: str) -> set[str]:
    """Return the facts that a response of the domain rests on, with those of its extra parts."""
    metadata: dict[str, Any] = responses()[answer].get("metadata") or {}
    return {*metadata.get("facts", []), *(f for part in metadata.get("extra", []) for f in part["facts"])}


def _of_fact(fact: Fact, used: set[str], today: date) -> Iterator[Finding]:
    if not fact.holds_on(today):
        yield Finding("expired", fact.id, f"holds from {fact.valid_from} to {fact.valid_to}")
    if fact.id not in used:
        yield Finding("unused", fact.id, "no answer, term, way or letter rests on it")
    for source in fact.sources:
        if source.checked_on is None or today - source.checked_on > LONGEST_UNCHECKED:
            day = source.checked_on or "never"
            yield Finding("unchecked", fact.id, f"{source.url} (last look: {day})")


def _used() -> set[str]:
    used = {fact for name in responses() for fact in used_by(name)}
    groups = (terms(), ways().values(), situations().values(), letters().values())
    return used | {fact for group in groups for item in group for fact in item.facts}


def _doubt_unsaid() -> Iterator[Finding]:
    for name, response in responses().items():
        doubtful = sorted(f for f in used_by(name) if facts()[f].certainty == "low")
        extra = (response.get("metadata") or {}).get("extra", [])
        said = " ".join([response["text"], *(part["text"] for part in extra)])
        if doubtful and not _SAYS_DOUBT.search(said):
            yield Finding("doubt unsaid", name, ", ".join(doubtful))
