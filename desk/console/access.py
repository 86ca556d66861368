"""Who may do what, and where: the one place that decides. What one may not see is not there (404)."""

from collections.abc import Mapping
from typing import Literal

from store.staff import EVERYWHERE, Role, Staff

Right = Literal["signed_in", "talk", "lead", "people", "keep_profile", "review"]

# talk: the queue, conversations, messages. lead: hours, replies, reports, the audit trail. people: who works
# there. keep_profile: the fields of the swv's. review: what the bot misunderstood.
MAY: Mapping[Right, frozenset[Role]] = {
    "talk": frozenset({"consultant", "coordinator"}),
    "lead": frozenset({"coordinator"}),
    "keep_profile": frozenset({"coordinator", "register_keeper"}),
    "review": frozenset({"register_keeper", "administrator"}),
    "people": frozenset({"coordinator", "administrator"}),
}
# Of the whole installation, not of a steunpunt.
_EVERYWHERE: frozenset[Right] = frozenset({"review"})
# An administrator has it at every steunpunt.
_ALSO_EVERYWHERE: frozenset[Right] = frozenset({"people"})


def may(person: Staff, right: Right, steunpunt_id: str = EVERYWHERE) -> bool:
    """Tell whether somebody has a right at a steunpunt; for a right of the whole installation, there."""
    if right == "signed_in":
        return True
    counts = person.roles.get(EVERYWHERE if right in _EVERYWHERE else steunpunt_id, frozenset())
    if right in _ALSO_EVERYWHERE:
        counts |= person.roles.get(EVERYWHERE, frozenset())
    return bool(MAY[right] & counts)


def where(person: Staff, right: Right) -> list[str]:
    """Return the steunpunten at which somebody has a right."""
    return sorted(point for point in person.roles if point != EVERYWHERE and may(person, right, point))
