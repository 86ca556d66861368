"""What a school wrote is known from what a parent writes, and a long letter is read for what it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.school_letter import gist, is_from_school

LETTER = (
    "Onderwijsgroep Veluwe Postbus 1 Apeldoorn, 20 november 2026 Onderwerp: besluit Geachte heer Bouzid, "
    "Bij brief van 26 oktober lieten wij u weten wat wij overwogen. Op 3 november bent u gehoord. "
    "Alles overziende hebben wij besloten Sara van school te verwijderen. "
    "U kunt binnen zes weken bezwaar maken bij het bestuur. Hoogachtend, het college van bestuur"
)


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        "Beste ouders, morgen is er geen school",
        "wij verzoeken u hem op te halen",
        "uw zoon is geschorst",
    ],
)
def test_what_a_school_wrote_speaks_to_the_parent(text: str) -> None:
    assert is_from_school(text)


@pytest.mark.parametrize(
    "text",
    [
        "mijn zoon is geschorst",
        "de school weigert ons kind",
        "szkoła odmówiła",
        "wat moet ik de school vragen",
        "Geachte heer, mijn zoon is geweigerd. Met vriendelijke groet, Fatima",
    ],
)
def test_a_parent_speaks_of_her_own_child(text: str) -> None:
    assert not is_from_school(text)


def test_of_a_letter_its_subject_and_what_it_decides_come_first_and_how_to_object_goes() -> None:
    read = gist(LETTER)
    assert read.startswith("besluit. Alles overziende hebben wij besloten Sara van school te verwijderen.")
    assert "bezwaar" not in read
    assert "Postbus" not in read


@given(st.text(max_size=1000))
def test_whatever_else_is_said_stays_as_it_is(text: str) -> None:
    assert gist(text) == text or is_from_school(text)
