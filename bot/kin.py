"""What is learnt about a son is learnt about a daughter: each example is also told of another child."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Callable, Dict, List, Optional, Sequence, Text, Tuple

import numpy as np
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


def with_other_children(
    texts: Sequence[Text],
    vectors: np.ndarray,
    intents: Sequence[Text],
    encode: Callable[[Sequence[Text]], np.ndarray],
) -> Tuple[List[Text], np.ndarray, List[Text]]:
    """Return examples with the same about another child behind them, where nobody wrote that already."""
    written = set(texts)
    told = [(other, i) for text, i in zip(texts, intents, strict=True) if (other := of_another_child(text))]
    new = [(text, intent) for text, intent in dict(told).items() if text not in written]
    if not new:
        return list(texts), vectors, list(intents)
    more = [text for text, _ in new]
    return [*texts, *more], np.vstack([vectors, encode(more)]), [*intents, *(intent for _, intent in new)]


@lru_cache(maxsize=1)
def _others() -> Dict[Text, Text]:
    lists: List[List[Text]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {word: of[(place + 1) % len(of)] for of in lists for place, word in enumerate(of)}


@lru_cache(maxsize=1)
def _named() -> "re.Pattern[Text]":
    words = "|".join(sorted(map(re.escape, _others()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
