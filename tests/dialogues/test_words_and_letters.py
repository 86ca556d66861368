"""A parent asks what a Dutch word means, or shows what the school wrote."""

import pytest

from guide.answers import responses
from guide.language import translate
from tests.conftest import System
from tests.parent import text_of


@pytest.mark.parametrize(
    ("locale", "asks", "explained"),
    [
        ("nl", "wat is een MDO", "**mdo**: Een gesprek van school, ouders en deskundigen"),
        ("en", "what does handelingsverlegen mean", "**handelingsverlegen**: With this the school says"),
        ("tr", "handelingsdeel ne demek", "**handelingsdeel**: Planın (opp)"),
        ("ar", "شو يعني zienswijze", "**zienswijze**: رأيكم"),
        ("pl", "kto to jest ib'er", "**intern begeleider**: Organizuje pomoc"),
        ("uk", "що таке ambulant begeleider", "**ambulant begeleider**: Фахівець"),
    ],
)
async def test_the_word_is_explained_before_what_it_is_about(
    system: System, locale: str, asks: str, explained: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        (answer,) = await parent.says(asks)
        assert answer["text"].startswith(explained)
        assert len(answer["text"].split("\n\n")) > 1


async def test_another_word_of_the_same_answer_gets_more_of_it(system: System) -> None:
    async with system.parent(sector="po") as parent:
        (first,) = await parent.says("wat is een arrangement")
        (second,) = await parent.says("en wat doet een orthopedagoog")
        assert first["custom"]["topic"] == second["custom"]["topic"] == "extra_ondersteuning"
        assert second["text"].startswith("**orthopedagoog**")
        assert first["text"].split("\n\n")[1] not in second["text"]


@pytest.mark.parametrize(
    ("locale", "shows", "topic"),
    [
        (
            "en",
            'I got this: "Wij verzoeken u uw zoon voorlopig thuis te houden." Is that allowed?',
            "naar_huis_gestuurd",
        ),
        (
            "tr",
            'okuldan şu mail geldi: "Wij kunnen uw zoon helaas niet plaatsen." ne demek bu',
            "weigering_toelating",
        ),
        ("ar", 'مكتوب في الرسالة "uw dochter wordt voor twee dagen geschorst" ما المقصود', "schorsing"),
        ("pl", "przyszło pismo „uw bezwaar is ongegrond verklaard”, co teraz", "bezwaar_school"),
        (
            "uk",
            "прийшов лист «uitnodiging voor een gesprek met de leerplichtambtenaar» що це",
            "leerplicht_verzuim",
        ),
    ],
)
async def test_what_the_school_wrote_is_answered_in_the_language_of_who_shows_it(
    system: System, locale: str, shows: str, topic: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        answers = await parent.says(shows)
        assert answers[0]["custom"]["topic"] == topic
        assert all(answer["lang"] == locale for answer in answers)


async def test_a_whole_letter_is_no_wish_to_go_on_in_dutch_and_its_words_are_explained(
    system: System,
) -> None:
    letter = (
        "Geachte ouders, wij hebben het voornemen uw zoon van school te verwijderen. "
        "U kunt uw zienswijze binnen twee weken kenbaar maken. Hoogachtend, het bevoegd gezag"
    )
    async with system.parent("pl", sector="po") as parent:
        answers = await parent.says(letter)
        assert answers[0]["custom"]["topic"] == "verwijdering"
        assert "niderland" not in text_of(answers)
        words = {term["nl"] for term in answers[0]["custom"]["terms"]}
        assert {"voornemen", "zienswijze", "bevoegd gezag"} <= words


@pytest.mark.parametrize(
    ("locale", "says"),
    [
        ("nl", "ik snap de brief van school niet"),
        ("en", "can you translate a letter for me"),
        ("tr", "okuldan gelen mektubu anlamıyorum"),
        ("ar", "وصلتني رسالة من المدرسة ولا أفهمها"),
        ("pl", "dostałam pismo ze szkoły i nic nie rozumiem"),
        ("uk", "чи можна надіслати фото листа"),
    ],
)
async def test_who_cannot_read_a_letter_is_asked_to_show_it_and_offered_a_person(
    system: System, locale: str, says: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        (answer,) = await parent.says(says)
        assert answer["text"] == translate(responses()["utter_brief_ontvangen"]["text"], locale)
        assert "/menselijke_hulp" in [button["value"] for button in answer["buttons"]]


async def test_the_day_in_a_refusal_is_that_of_the_application_and_no_term_is_counted_from_it(
    system: System,
) -> None:
    letter = (
        "Geachte ouders, naar aanleiding van uw aanmelding van 3 november delen wij u mede dat wij uw zoon niet "
        "kunnen plaatsen. Wij hebben het samenwerkingsverband gevraagd mee te denken. Met vriendelijke groet, de directie"
    )
    async with system.parent(sector="po") as parent:
        answers = await parent.says(letter)
        assert not any(answer["custom"].get("deadlines") for answer in answers)
        offered = [button["value"] for answer in answers for button in answer["buttons"]]
        topics = [answer["custom"].get("topic") for answer in answers]
        assert "weigering_toelating" in topics or any("weigering_toelating" in value for value in offered)
