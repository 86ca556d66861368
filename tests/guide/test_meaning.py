"""Parents ask what a Dutch word of school means, in any language."""

import pytest

from guide.glossary import glossary
from guide.meaning import word_asked_about
from guide.topics import topics


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("wat is een MDO", "mdo"),
        ("wat doet de ib'er eigenlijk?", "intern begeleider"),
        ("what does handelingsverlegen mean", "handelingsverlegen"),
        ("okul MDO toplantısı yapacak, bu nedir", "mdo"),
        ("المدرسة قالت arrangement شو يعني", "arrangement"),
        ("szkoła pisze „zienswijze”, co to znaczy", "zienswijze"),
        ("що таке SOP", "schoolondersteuningsprofiel"),
    ],
)
def test_asking_what_a_word_means_names_the_word(text: str, word: str) -> None:
    found = word_asked_about(text)
    assert found is not None
    assert found.word == word


@pytest.mark.parametrize("text", ["handelingsverlegen", "Handelingsverlegen?", "MDO"])
def test_nothing_but_the_word_asks_for_it_too(text: str) -> None:
    assert word_asked_about(text) is not None


def test_of_two_words_the_longer_is_meant() -> None:
    found = word_asked_about("wat is ongeoorloofd verzuim")
    assert found is not None
    assert found.word == "ongeoorloofd verzuim"


@pytest.mark.parametrize(
    "text",
    [
        "we hebben volgende week een mdo",
        "de ib'er wil niet meewerken",
        "wat is een tlv",  # its own topic explains it
        "wat is het weer vandaag",
        "de ib'er belde gisteren en zei dat mijn zoon niet meer mag komen en ik begrijp niet waarom ze dat doen",
    ],
)
def test_who_only_uses_a_word_or_tells_a_story_does_not_ask_what_it_means(text: str) -> None:
    assert word_asked_about(text) is None


def test_a_word_leads_to_an_answer() -> None:
    assert {word.topic for word in glossary() if word.topic} <= {
        t.id for t in topics().values() if t.is_question
    }
