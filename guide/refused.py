"""What was refused: a place at a school, a bus by the municipality, a tlv by the samenwerkingsverband.

Each has its own term and its own address to object at, and "gisteren kwam de afwijzing" names neither.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from guide.spelling import END_OF_SENTENCE, fold

REFUSAL = "refusal"
# What has a day as well and starts no term of ours: a birth, a refused exemption.
OTHER = "other"

_FILE = Path(__file__).parent / "refused.yml"
# "Bezwaar tegen de weigering" is of the refusal; what comes after it in the case stands without these.
_AGAINST = re.compile(fold(r"(?:\b(?:tegen|against|przeciwko|przeciw|wobec|od|проти)(?: \w+)? |على )$"))
_SCHOOL = re.compile(fold(r"school|okul|مدرس|szko[lł]|школ"))


def refused_at(text: str, place: int, objected: bool) -> str:
    """Return the event (terms.yml) that a refusal at a place of a folded text is, "other" when none of ours.

    What its own sentence names counts; when that names no school either, what was named last before it, or
    the objection of who has `objected` before. Whether a school then refused that or a place, nobody knows.
    """
    first = max((end.end() for end in END_OF_SENTENCE.finditer(text, 0, place)), default=0)
    end = END_OF_SENTENCE.search(text, place)
    sentence = text[first : end.start() if end else len(text)]
    by_school = _SCHOOL.search(sentence) is not None
    if objected and not _AGAINST.search(text[:place]):
        return OTHER if by_school else "objection-decision"
    named = _named_last(sentence) or ("" if by_school else _named_last(text[:first]))
    return named or REFUSAL


def _named_last(text: str) -> str:
    """Return what is named last, what starts a term of ours before what does not; "" when nothing is."""
    named = [
        (event != OTHER, m.start(), event) for event, words in _words().items() for m in words.finditer(text)
    ]
    return max(named)[2] if named else ""


@lru_cache(maxsize=1)
def _words() -> Mapping[str, re.Pattern[str]]:
    rows = yaml.safe_load(fold(_FILE.read_text(encoding="utf-8")))
    return {event: re.compile(words) for event, words in rows.items()}
