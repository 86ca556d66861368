"""What is learnt about a son holds for a daughter."""

import pytest

from bot.kin import of_another_child


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("mijn zoon wil niet naar school", "mijn dochter wil niet naar school"),
        ("Mijn dochter zit thuis, mijn dochter is ziek", "mijn kind zit thuis, mijn kind is ziek"),
        ("we want our child to stay", "we want our son to stay"),
        ("oğlum evde oturuyor", "kızım evde oturuyor"),
        ("kizima yardım lazım", "çocuğuma yardım lazım"),  # without the dots that are none
        ("KIZIM OKULDA", "çocuğum OKULDA"),
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
