"""How far a removal has come, as a parent answers it: announced ("nog een voornemen") or decided."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from guide.spelling import fold

ANNOUNCED, DECIDED = STAGES = ("removal-intention", "removal")


def stage_in(text: str) -> str:
    """Return the event that `text` says it has come to, "" when it says neither or both."""
    folded, words = fold(text), _patterns()
    if words["undecided"].search(folded):
        return ANNOUNCED
    named = [stage for stage in STAGES if words[stage].search(folded)]
    return named[0] if len(named) == 1 else ""


def says_only_a_stage(text: str) -> bool:
    """Tell whether `text` says how far it has come, and nothing else."""
    left = fold(text)
    for pattern in _patterns().values():
        left = pattern.sub(" ", left)
    return bool(stage_in(text)) and not set(re.findall(r"[\w']+", left)) - _around()


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, list[str]]:
    rows: Mapping[str, list[str]] = yaml.safe_load(
        fold(Path(__file__).with_name("stages.yml").read_text(encoding="utf-8"))
    )
    return rows


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(r"\b(?:" + "|".join(_rows()[name]) + r")\b") for name in ("undecided", *STAGES)}


@lru_cache(maxsize=1)
def _around() -> frozenset[str]:
    return frozenset(_rows()["around"])
