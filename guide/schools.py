"""Which kind of school a parent is speaking of: "groep 7", "brugklas", "openbare school"."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from guide.spelling import fold

Kind = Literal["sector", "board", "form"]

UNKNOWN = "unknown"

_FILE = Path(__file__).parent / "schools.yml"
# The name of a special kind of school holds that of the ordinary one: speciaal basisonderwijs.
_SPECIAL = (("sbo", {"po", "so"}), ("vso", {"vo", "so"}), ("so", {"po", "vo"}))


def named_in(text: str, kind: Kind) -> str | None:
    """Return what `text` names of this kind, None when it names none or more than one."""
    folded, patterns = fold(text), _patterns()[kind]
    if kind == "form" and patterns["said"].search(folded):
        # "Niets op papier" names paper and was said.
        return None if patterns["written"].search(patterns["said"].sub(" ", folded)) else "said"
    named = {name for name, pattern in patterns.items() if pattern.search(folded)}
    if kind == "sector" and not named:
        left = _left(text)
        return left.pop() if len(left) == 1 and left <= set(_words()["short"]) else None
    for special, ordinary in _SPECIAL:
        if special in named:
            named -= ordinary
    return named.pop() if len(named) == 1 else None


def says_only(text: str, kind: Kind) -> bool:
    """Tell whether `text` names one of this kind and says nothing else: "nee, toch vo"."""
    named = named_in(text, kind)
    if named is None:
        return False
    text = fold(text)
    for pattern in (_patterns()[kind][named], *_patterns()[kind].values()):
        text = pattern.sub(" ", text)
    return not _left(text) - set(_words()["short"])


def does_not_know(text: str) -> bool:
    """Tell whether a parent answers that she does not know."""
    return _unknown().search(fold(text)) is not None


def tells_an_age(text: str) -> bool:
    """Tell whether a parent who was asked for the kind of school says how old her child is."""
    return _age().search(fold(text)) is not None


def _left(text: str) -> set[str]:
    """Return the words of a text that say something."""
    return set(re.findall(r"\w+", fold(text))) - set(_words()["around"])


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(fold(_FILE.read_text(encoding="utf-8")))
    return found


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    return {
        kind: {name: _pattern(words) for name, words in _words()[kind].items()}
        for kind in ("sector", "board", "form")
    }


@lru_cache(maxsize=1)
def _unknown() -> re.Pattern[str]:
    return _pattern(_words()["unknown"])


@lru_cache(maxsize=1)
def _age() -> re.Pattern[str]:
    return _pattern(_words()["age"])


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)
