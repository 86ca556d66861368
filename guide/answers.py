"""The Dutch answer to each topic, as it stands in the domain."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

_FOLDER = Path(__file__).parents[1] / "domain"


@lru_cache(maxsize=1)
def responses() -> Mapping[str, Mapping[str, Any]]:
    """Return every response of domain/*.yml by name: its `text`, `buttons` and `metadata`."""
    found: dict[str, Mapping[str, Any]] = {}
    for file in sorted(_FOLDER.glob("*.yml")):
        rows = yaml.safe_load(file.read_text(encoding="utf-8")).get("responses") or {}
        found.update({name: variants[0] for name, variants in rows.items()})
    return MappingProxyType(found)


def answer(topic: str) -> str:
    """Return the answer to a topic in Dutch. Raises KeyError for a topic without an answer."""
    text: str = responses()[f"utter_{topic}"]["text"]
    return text
