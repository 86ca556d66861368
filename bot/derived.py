"""Examples that are made of examples: told of another child, and Arabic as it is typed in Latin letters."""

from typing import Callable, List, Optional, Sequence, Text, Tuple

import numpy as np

from bot.arabizi import in_latin_letters
from bot.kin import of_another_child

Encode = Callable[[Sequence[Text]], np.ndarray]


def with_derived(
    texts: Sequence[Text], vectors: np.ndarray, intents: Sequence[Text], encode: Encode
) -> Tuple[List[Text], np.ndarray, List[Text]]:
    """Return examples (vectors have one row a text) with those that are made of them behind."""
    told = list(texts), vectors, list(intents)
    for derive in (of_another_child, in_latin_letters):
        told = _with(*told, derive, encode)
    return told


def _with(
    texts: List[Text],
    vectors: np.ndarray,
    intents: List[Text],
    derive: Callable[[Text], Optional[Text]],
    encode: Encode,
) -> Tuple[List[Text], np.ndarray, List[Text]]:
    """Add what is derived of each text, where nobody wrote that already."""
    written = set(texts)
    derived = {new: intent for text, intent in zip(texts, intents, strict=True) if (new := derive(text))}
    new = {text: intent for text, intent in derived.items() if text not in written}
    if not new:
        return texts, vectors, intents
    return [*texts, *new], np.vstack([vectors, encode(list(new))]), [*intents, *new.values()]
