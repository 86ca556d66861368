"""What talks are about and what comes of them (themes.yml): closed lists, so that they can be counted."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml


@lru_cache(maxsize=1)
def themes() -> Mapping[str, str]:
    """Return the Dutch title of every theme, by id."""
    return _read("themes")


@lru_cache(maxsize=1)
def outcomes() -> Mapping[str, str]:
    """Return the Dutch title of every outcome, by id."""
    return _read("outcomes")


def _read(name: str) -> Mapping[str, str]:
    rows = yaml.safe_load((Path(__file__).parent / "themes.yml").read_text(encoding="utf-8"))[name]
    return {row["id"]: row["title"] for row in rows}
