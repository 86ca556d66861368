"""The Dutch answer to each topic, as it stands in the domain."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from guide.topics import topics

# Behind the name of a topic: what more there is to say on it.
MORE = "_meer"

_FOLDER = Path(__file__).parents[1] / "domain"


@lru_cache(maxsize=1)
def responses() -> Mapping[str, Mapping[str, Any]]:
    """Return every response of domain/*.yml by name: its `text`, `buttons` and `metadata`."""
    found: dict[str, Mapping[str, Any]] = {}
    for file in sorted(_FOLDER.glob("*.yml")):
        rows = yaml.safe_load(file.read_text(encoding="utf-8")).get("responses") or {}
        found.update({name: variants[0] for name, variants in rows.items()})
    return MappingProxyType(found)


@lru_cache(maxsize=128)
def linked(topic: str) -> frozenset[str]:
    """Return the topics that the buttons under an answer lead to, and those whose answers lead to it."""
    to_it = {other for other in topics() if topic in _leads_to(other)}
    return frozenset({*_leads_to(topic), *to_it} - {topic})


@lru_cache(maxsize=128)
def _leads_to(topic: str) -> frozenset[str]:
    answers = (responses().get(name, {}) for name in (f"utter_{topic}", f"utter_{topic}{MORE}"))
    named = (re.match(r"/(\w+)", b["payload"]) for found in answers for b in found.get("buttons", ()))
    return frozenset(match[1] for match in named if match and match[1] in topics())


def answer(topic: str) -> str:
    """Return the answer to a topic in Dutch. Raises KeyError for a topic without an answer."""
    text: str = responses()[f"utter_{topic}"]["text"]
    return text
