"""What a child does to others at school: "hij is geschorst omdat hij een klasgenoot heeft geschopt".

The words are those of danger (guide/danger.yml), and the parent asks about a suspension or about help. What
is done to her or to her child, at home, or with a weapon is left to be heard as danger.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from guide.spelling import fold

_FILE = Path(__file__).parent / "scuffles.yml"
# So many words may stand beside a scuffle, and behind it.
_FEW_WORDS, _FEW_WORDS_AFTER = 6, 3
_CLAUSE = re.compile(r"[.,;:!?؟،؛…]")


def without_scuffles(folded: str) -> str:
    """Return a folded text without what it tells of blows that a child deals at school."""
    return _cut(folded, " ")


def tells_little_else(text: str) -> bool:
    """Tell whether a message of one clause is about such a scuffle and has few words beside it.

    What goes on ("... and he has given his things away") may tell of danger without its words.
    """
    plain = " ".join(fold(text).split()).rstrip(" .!?؟…")
    before, *beside = _cut(plain, "\n").split("\n")
    if not beside or _CLAUSE.search(plain):
        return False
    words = len(" ".join([before, *beside]).split())
    return words <= _FEW_WORDS and len(beside[-1].split()) <= _FEW_WORDS_AFTER


def _cut(folded: str, mark: str) -> str:
    for pattern in _patterns():
        folded = pattern.sub(mark, folded)
    return folded


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    rows = yaml.safe_load(fold(_FILE.read_text(encoding="utf-8")))
    return tuple(re.compile(pattern) for words in rows.values() for pattern in _of_language(words))


def _of_language(words: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ways in which it is told, as patterns over a folded text."""
    of = {name: rf"\b(?:{pattern})\b" for name, pattern in words.items() if isinstance(pattern, str)}
    child, others, mates, because = of["child"], of["others"], of["mates"], of["because"]
    gap = rf"(?: (?!{of['never']})[\w'-]+){{0,5}}? "
    # "Bijt en slaat": what follows at once is told of the same child.
    blow = rf"{of['blow']}(?: (?:\w+ )?{of['blow']})*(?! {of['never']})"
    pupil = rf"(?:{child}|{of['pronoun']})"
    if words.get("drops"):
        pupil, start = rf"(?:{pupil}|^|[.,:;!?]|{because})", rf"(?:{gap}| ?)"
    else:
        start = gap
    yield rf"{pupil}{start}{blow}{gap}{others}"
    yield rf"{child}{gap}{blow}{gap}{mates}"
    yield rf"{child}{gap}{blow}{gap}{of['outburst']}"
    yield rf"{child}{gap}{of['outburst']}{gap}{blow}"
    if words.get("cases"):
        yield rf"{pupil}{start}{others}{gap}{blow}"
        yield rf"{child}{gap}{mates}{gap}{blow}"
        yield rf"{blow} (?:\w+ )?{because},? (?:[\w'-]+ ){{0,4}}?{of['measure']}"
    if "perfect" in of:
        yield rf"{pupil}{gap}{of['perfect']}{gap}{others}{gap}{blow}"
        yield rf"{child}{gap}{of['perfect']}{gap}{mates}{gap}{blow}"
        yield rf"{because} {pupil}{gap}(?:{others}|{mates}){gap}{blow}"
    yield rf"{of['measure']}(?:,? [\w'-]+){{0,4}}?,? {because}{gap}{blow}(?:{gap}{mates})?"
    yield rf"{because}{gap}{blow},? (?:[\w'-]+,? ){{0,4}}?{of['measure']}"
