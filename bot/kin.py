"""What is learnt about a son is learnt about a daughter: each example is also told of another child."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Optional, Text

import yaml

_FILE = Path(__file__).parent / "kin.yml"


def of_another_child(text: Text) -> Optional[Text]:
    """Return the text about another child, None when it names none: "mijn zoon" becomes "mijn dochter"."""
    others = _others()
    said = _named().search(text)
    if said is None:
        return None
    first = said[0].lower()
    return _named().sub(lambda one: others[first] if one[0].lower() == first else one[0], text)


@lru_cache(maxsize=1)
def _others() -> Dict[Text, Text]:
    lists: List[List[Text]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {word: of[(place + 1) % len(of)] for of in lists for place, word in enumerate(of)}


@lru_cache(maxsize=1)
def _named() -> "re.Pattern[Text]":
    words = "|".join(sorted(map(re.escape, _others()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
