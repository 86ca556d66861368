"""What is typed for a button: its place ("de tweede"), "none of these", a skip, how far a removal is."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from guide.spelling import plain_words
from guide.stages import STAGES, says_only_a_stage, stage_in

_PLACES = ("first", "second", "third")
# The button to everything else, under those that the bot asks about, and the one that skips a question.
_BY_WORDS = {"none": "/hulp_menu", "skip": '/plaats_noemen{"swv": "overslaan"}'}
_NAMES_AN_EVENT = re.compile(r'"(?:situatie|gebeurtenis)": ')


def chosen(text: str, offered: Sequence[str]) -> str | None:
    """Return the value that a message chooses of those `offered`, in their order; whole messages only."""
    if says_only_a_stage(text):
        return _of_stage(stage_in(text), offered)
    said = _words().get(plain_words(text), "")
    if said in _BY_WORDS:
        return _BY_WORDS[said] if _BY_WORDS[said] in offered else None
    if said not in _PLACES or _PLACES.index(said) >= len(offered):
        return None
    return offered[_PLACES.index(said)]


def _of_stage(stage: str, offered: Sequence[str]) -> str | None:
    """Return the value that names this stage, where the question is whether it is this one or the other."""
    named = [value for value in offered if _NAMES_AN_EVENT.search(value)]
    if len(named) != len(STAGES):
        return None
    return next((value for value in named if f'"{stage}"' in value), None)


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    rows = yaml.safe_load(Path(__file__).with_name("choices.yml").read_text(encoding="utf-8"))
    return {plain_words(word): place for place, words in rows.items() for word in words}
