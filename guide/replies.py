"""The standard replies of the steunpunten (replies.yml): found in Dutch, read in the parent's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Reply:
    """A standard reply: `title` is for staff, `text` is what the parent reads, both Dutch."""

    id: str
    title: str
    text: str


@lru_cache(maxsize=1)
def replies() -> Mapping[str, Reply]:
    """Return the standard replies by id, in the order of the file."""
    rows = yaml.safe_load((Path(__file__).parent / "replies.yml").read_text(encoding="utf-8"))["replies"]
    return {row["id"]: Reply(**row) for row in rows}


def variables_in(text: str) -> list[str]:
    """Return the names in braces of a text, each once."""
    return list(dict.fromkeys(re.findall(r"\{(\w+)\}", text)))
