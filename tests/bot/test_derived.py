"""Examples are also learnt of another child, and Arabic as it is typed in Latin letters."""

import numpy as np

from bot.derived import with_derived


def encode(texts: list[str]) -> np.ndarray:
    return np.full((len(texts), 2), 7.0)


def test_what_was_written_already_is_not_told_again() -> None:
    texts = ["mijn zoon zit thuis", "mijn dochter zit thuis", "wat is een tlv"]
    told, vectors, intents = with_derived(texts, np.zeros((3, 2)), ["thuis", "thuis", "tlv"], encode)
    assert told == [*texts, "mijn kind zit thuis"]
    assert intents == ["thuis", "thuis", "tlv", "thuis"]
    assert vectors.tolist() == [[0, 0]] * 3 + [[7, 7]]


def test_arabic_is_learnt_by_its_consonants_too_of_either_child() -> None:
    told, _, intents = with_derived(["ابني في البيت"], np.zeros((1, 2)), ["thuis"], encode)
    assert told == ["ابني في البيت", "ابنتي في البيت", "bn f bt", "bnt f bt"]
    assert intents == ["thuis"] * 4
