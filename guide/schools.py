"""Which kind of school a parent is speaking of: "groep 7", "brugklas", "openbare school"."""

import re
from collections.abc import Iterable, Mapping
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
# Schools that a child is sent to by others as well.
_OF_CHOICE = {"sbo", "so", "vso", "pro"}


def named_in(text: str, kind: Kind, *, asked: bool = False) -> str | None:
    """Return what `text` names of this kind, None when it names none or more than one.

    A special school counts where the child is said to be at one, or where nothing else is said, or where
    she was `asked` for the kind of school: "ze willen hem naar het sbo" is said of a child that is elsewhere.
    """
    folded, patterns = fold(text), _patterns()[kind]
    if kind == "form" and patterns["said"].search(folded):
        # "Niets op papier" names paper and was said.
        return None if patterns["written"].search(patterns["said"].sub(" ", folded)) else "said"
    named = {name for name, pattern in patterns.items() if pattern.search(folded)}
    if kind == "sector":
        named = _of_her_child(named, folded, asked=asked) if named else _in_short(text)
    return named.pop() if len(named) == 1 else None


def says_only(text: str, kind: Kind) -> bool:
    """Tell whether `text` names one of this kind and says nothing else: "nee, toch vo"."""
    named = named_in(text, kind)
    if named is None:
        return False
    every = _patterns()[kind]
    return not _left(_without(every, [named, *every], fold(text))) - set(_words()["short"])


def does_not_know(text: str) -> bool:
    """Tell whether a parent answers that she does not know."""
    return _unknown().search(fold(text)) is not None


def tells_an_age(text: str) -> bool:
    """Tell whether a parent who was asked for the kind of school says how old her child is."""
    return _age().search(fold(text)) is not None


def _in_short(text: str) -> set[str]:
    """Return the kind of school that is all a text says: "vo", "nee, so"."""
    left = _left(text)
    return left if left <= set(_words()["short"]) else set()


def _of_her_child(named: set[str], folded: str, *, asked: bool) -> set[str]:
    """Return those kinds of school that the child of a parent is at, or applies to."""
    patterns = _patterns()["sector"]
    if all(_left(_without(patterns, [name, *patterns], folded)) for name in named):
        elsewhere = {name for name in named & _OF_CHOICE if not _is_at(name, folded)}
        named = named if asked and named == elsewhere else named - elsewhere
    for special, ordinary in _SPECIAL:
        if special in named:
            named = named - ordinary
    return named


def _is_at(special: str, folded: str) -> bool:
    """Tell whether a child is said to be at this special school, and nobody only wants it there."""
    attended, wanted = (_with_kind(special)[name] for name in ("attended", "wanted"))
    return bool(attended.search(wanted.sub(" ", folded)))


def _without(patterns: Mapping[str, re.Pattern[str]], names: Iterable[str], folded: str) -> str:
    """Return a text without the words of these names."""
    for name in names:
        folded = patterns[name].sub(" ", folded)
    return folded


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


@lru_cache(maxsize=len(_OF_CHOICE))
def _with_kind(special: str) -> Mapping[str, re.Pattern[str]]:
    words = "(?:" + "|".join(_words()["sector"][special]) + ")"
    return {
        name: _pattern([form.replace("kind", words) for form in _words()[name]])
        for name in ("attended", "wanted")
    }


@lru_cache(maxsize=1)
def _unknown() -> re.Pattern[str]:
    return _pattern(_words()["unknown"])


@lru_cache(maxsize=1)
def _age() -> re.Pattern[str]:
    return _pattern(_words()["age"])


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)
