"""The topics that a parent can raise (guide/topics.yml). A topic's id is also its NLU intent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

ANY_EVENT = "any"
# How many topics the bot asks about when it is not sure which is meant.
ASKED = 3
# Questions about the bot itself, to which a parent has a right.
_ABOUT_THE_BOT = {"bot_vraag", "privacy_vraag", "gegevens_wissen"}

_FILE = Path(__file__).parent / "topics.yml"


@dataclass(frozen=True)
class Topic:
    """A topic: its group of files, its title on buttons (Dutch) and the event its dates follow from.

    An event `any` means that dates follow, but from what must still be asked; with `event_named` a day in a
    message is that of the event only where the message names it ("laat haar maandag alvast beginnen" names no
    application). `asks` names what its
    answer depends on: sector or board (guide/schools.yml). `swv` names the fields of the parent's own
    samenwerkingsverband that are told beside it (guide/register.py), `terms` the terms
    (guide/facts/terms.yml) whose dates are told beside it once what they count from is known.
    """

    id: str
    group: str
    title: str
    event: str = ""
    event_named: bool = False
    asks: str = ""
    swv: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it asks about passend onderwijs: no small talk, nor a wish for a person."""
        return self.group not in ("gesprek", "overdracht")

    @property
    def may_be_meant(self) -> bool:
        """Whether it is offered when the bot asks what was meant: all but small talk."""
        return self.group != "gesprek" or self.id in _ABOUT_THE_BOT


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Topic]:
    """Return the topics by id, in the order of the file."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["topics"]
    return MappingProxyType({row["id"]: Topic(**_with_tuples(row)) for row in rows})


def _with_tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def that_may_be_meant(intents: Iterable[str]) -> list[str]:
    """Return those of ranked intents that are offered when the bot asks what was meant, in their order."""
    return [intent for intent in intents if intent in topics() and topics()[intent].may_be_meant]
