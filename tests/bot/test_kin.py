"""What is learnt about a son holds for a daughter."""

import numpy as np
import pytest

from bot.kin import of_another_child, with_other_children


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("mijn zoon wil niet naar school", "mijn dochter wil niet naar school"),
        ("Mijn dochter zit thuis, mijn dochter is ziek", "mijn kind zit thuis, mijn kind is ziek"),
        ("we want our child to stay", "we want our son to stay"),
        ("oğlum evde oturuyor", "kızım evde oturuyor"),
        ("ابني في البيت", "ابنتي في البيت"),
        ("moja córka nie chce", "moje dziecko nie chce"),
        ("нашого сина не беруть", "нашого доньку не беруть"),
    ],
)
def test_a_text_is_told_of_another_child(text: str, other: str) -> None:
    assert of_another_child(text) == other


@pytest.mark.parametrize("text", ["wat is een tlv", "synchroon", "de zoon van de buren", ""])
def test_a_text_about_no_child_of_hers_has_no_other(text: str) -> None:
    assert of_another_child(text) is None


def test_what_was_written_already_is_not_told_again() -> None:
    def encode(texts: list[str]) -> np.ndarray:
        return np.full((len(texts), 2), 7.0)

    texts = ["mijn zoon zit thuis", "mijn dochter zit thuis", "wat is een tlv"]
    told, vectors, intents = with_other_children(texts, np.zeros((3, 2)), ["thuis", "thuis", "tlv"], encode)
    assert told == [*texts, "mijn kind zit thuis"]
    assert intents == ["thuis", "thuis", "tlv", "thuis"]
    assert vectors.tolist() == [[0, 0]] * 3 + [[7, 7]]
