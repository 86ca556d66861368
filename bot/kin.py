"""What is learnt about a son is learnt about a daughter: each example is also told of another child."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Optional, Text

import yaml

from guide.spelling import fold

_FILE = Path(__file__).parent / "kin.yml"


def of_another_child(text: Text) -> Optional[Text]:
    """Return the text about another child, None when it names none: "mijn zoon" becomes "mijn dochter"."""
    others = _others()
    said = _named().search(text)
    if said is None:
        return None
    first = fold(said[0])
    return _named().sub(lambda one: others[first] if fold(one[0]) == first else one[0], text)


@lru_cache(maxsize=1)
def _lists() -> List[List[Text]]:
    lists: List[List[Text]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return lists


@lru_cache(maxsize=1)
def _others() -> Dict[Text, Text]:
    """Return which word stands in for which, by the word as it is folded: to `re` "kizim" is "KIZIM" too."""
    return {fold(word): of[(place + 1) % len(of)] for of in _lists() for place, word in enumerate(of)}


@lru_cache(maxsize=1)
def _named() -> "re.Pattern[Text]":
    words = "|".join(sorted((re.escape(word) for of in _lists() for word in of), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
