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
    """Return those of the events that belong with `event` and still give dates of their own."""
    together = {e for chain in CHAINS if event in chain for e in chain} | {event}
    related = {e: day for e, day in happened.items() if e in together}
    return {e: day for e, day in related.items() if not _OVER.get(e, set()) & related.keys()}


def out_of_order(happened: Mapping[str, date]) -> tuple[str, str] | None:
    """Return two events of which the second is dated before the first though it cannot be, else None."""
    for chain in CHAINS:
        known = [event for event in chain if event in happened]
        for earlier, later in pairwise(known):
            free = frozenset({earlier, later}) in _ANY_ORDER
            if not free and happened[later] < happened[earlier]:
                return earlier, later
    return None
