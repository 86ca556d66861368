"""What is typed to choose a button by its place: "de tweede", "2", "none of these"; or to skip a question."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from guide.spelling import plain_words

_PLACES = ("first", "second", "third")
# The button to everything else, under those that the bot asks about, and the one that skips a question.
_BY_WORDS = {"none": "/hulp_menu", "skip": '/plaats_noemen{"swv": "overslaan"}'}


def chosen(text: str, offered: Sequence[str]) -> str | None:
    """Return the value that a message chooses of those `offered`, in their order; whole messages only."""
    said = _words().get(plain_words(text), "")
    if said in _BY_WORDS:
        return _BY_WORDS[said] if _BY_WORDS[said] in offered else None
    if said not in _PLACES or _PLACES.index(said) >= len(offered):
        return None
    return offered[_PLACES.index(said)]


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    rows = yaml.safe_load(Path(__file__).with_name("choices.yml").read_text(encoding="utf-8"))
    return {plain_words(word): place for place, words in rows.items() for word in words}
