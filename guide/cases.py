"""What happened in one case, and in which order it can have happened."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

# Events of terms.yml that follow one another. What comes later takes the place of an application's own
# dates; an intention, an objection and a request to the GPO go on counting beside what follows.
CHAINS = (
    ("application", "refusal", "objection", "gpo-request", "gpo-opinion-given", "objection-decision"),
    ("removal-intention", "removal", "objection", "gpo-request", "gpo-opinion-given", "objection-decision"),
    ("application", "enrolment", "removal"),
    ("tlv-application", "tlv-decision", "objection", "objection-decision"),
)
# Events that may come in any order: the GPO can be asked before or after an objection.
_ANY_ORDER = {frozenset({"objection", "gpo-request"})}
_OVER = {"application": {"refusal", "enrolment"}, "tlv-application": {"tlv-decision"}}


def of_one_case(event: str, happened: Mapping[str, date]) -> dict[str, date]:
    """Return those of the events that belong with `event` and still give dates of their own.

    An application after a refusal begins another case: at another school, or for another year.
    """
    together = {e for chain in CHAINS if event in chain for e in chain} | {event}
    related = {e: day for e, day in happened.items() if e in together}
    for first in _OVER.keys() & related.keys():
        before = {e for e in _following(first) & related.keys() if related[e] < related[first]}
        left_out = before if event == first else {first} if before else set()
        related = {e: day for e, day in related.items() if e not in left_out}
    return {e: day for e, day in related.items() if not _OVER.get(e, set()) & related.keys()}


def ended_by(event: str, happened: Mapping[str, date]) -> str:
    """Return the event that came after `event` in its case and whose dates count instead, "" for none."""
    after = (e for e in _OVER.get(event, ()) if e in happened and happened[e] >= happened[event])
    return min(after, key=happened.__getitem__, default="")


def out_of_order(happened: Mapping[str, date], told: str = "") -> tuple[str, str] | None:
    """Return two events of which the second is dated before the first though it cannot be, else None.

    An application, if that is what is `told` now, may be the next one.
    """
    for chain in CHAINS:
        known = [e for e in chain if e in happened and not (e == told and e in _OVER)]
        for earlier, later in pairwise(known):
            free = frozenset({earlier, later}) in _ANY_ORDER
            if not free and happened[later] < happened[earlier]:
                return earlier, later
    return None


def _following(first: str) -> set[str]:
    return {e for chain in CHAINS if chain[0] == first for e in chain[1:]}
