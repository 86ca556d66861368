"""Arabic in Latin letters is heard as the same Arabic, and nothing else is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arabizi import as_heard, in_latin_letters, is_arabizi
from bot.evaluation import examples


@pytest.mark.parametrize(
    ("arabic", "typed"),
    [
        ("المدرسة ما بدها ابني", ["el madrase ma bedda ebni", "il madrasa ma bedha ibni"]),
        ("كيف سجل ابني بالمدرسة", ["kif sajjel ebni bel madrase", "keef sajel ibni bil madrasa"]),
        ("رفضوا بنتي", ["rafado binti", "rafadou benti"]),
        ("بغيت نسجل ولدي", ["bghit nsajjel wldi"]),
    ],
)
def test_however_it_is_spelt_the_consonants_are_those_of_the_arabic(arabic: str, typed: list[str]) -> None:
    assert {as_heard(text) for text in typed} == {in_latin_letters(arabic)}


@pytest.mark.parametrize(
    "text",
    [
        "called me at 3am", "groep 3b", "hij zit in h4b", "klas2a", "grup 5'te", "co2", "de 2de keer", "artikel 5a", "elle est la", "ma va",
        "mn man slaat mn kind", "ana", "szkoła ma 2 klasy", "oğlum evde", "ابني في البيت", "",
    ],
)  # fmt: skip
def test_what_is_no_arabic_in_latin_letters_is_left_as_it_is(text: str) -> None:
    assert as_heard(text) == text


def test_no_example_of_another_language_is_taken_for_it() -> None:
    assert [e.text for e in examples() if e.language != "ar" and is_arabizi(e.text)] == []


def test_a_text_without_arabic_letters_has_no_consonants_of_its_own() -> None:
    assert in_latin_letters("wat is een tlv") is None


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_what_is_heard_is_heard_the_same_again(text: str) -> None:
    in_latin_letters(text)
    assert as_heard(as_heard(text)) == as_heard(text)
