"""Who goes on about what was just answered is told more, and then offered a person: never the same words twice."""

import pytest

from guide.answers import responses
from guide.language import translate
from tests.conftest import System

MORE = responses()["utter_weigering_toelating_meer"]["text"]
NO_MORE = responses()["utter_meer_niets"]["text"]
UNSURE_ABOUT_THE_OPP = "staat zijn gedrag erin"
# About one thing, in other words each time: the school says no.
REFUSED = {
    "nl": ("ze laten hem niet toe op school", "de school weigert mijn zoon", "ze hebben hem afgewezen op die school"),
    "en": ("the school refuses my child", "the school will not take my daughter", "they rejected my son at the school"),
    "tr": ("okul çocuğumu kabul etmiyor", "okul oğlumu almak istemiyor", "okul kızımı reddetti"),
    "ar": ("المدرسة ترفض قبول ابني", "المدرسة ما قبلت بنتي", "رفضوا ابني في المدرسة"),
    "pl": ("szkoła nie chce przyjąć mojego syna", "szkoła odmówiła przyjęcia córki", "odrzucili nasze zgłoszenie do szkoły"),
    "uk": ("школа відмовляється прийняти мого сина", "сина не прийняли до школи", "відхилили нашу заяву до школи"),
}  # fmt: skip


@pytest.mark.parametrize("language", REFUSED)
async def test_more_is_told_and_then_a_person_is_offered(system: System, language: str) -> None:
    first, second, third = REFUSED[language]
    async with system.parent(language) as parent:
        answer, *_ = await parent.says(first)
        assert answer["custom"]["topic"] == "weigering_toelating"
        (more,) = await parent.says(second)
        assert more["text"] == translate(MORE, language)
        (no_more,) = await parent.says(third)
        assert no_more["text"] == translate(NO_MORE, language)
        person, everything, *others = [button["value"] for button in no_more["buttons"]]
        assert (person, everything) == ("/menselijke_hulp", "/hulp_menu")
        assert len(others) == 2
        assert "/weigering_toelating" not in others


async def test_what_tells_something_new_is_answered_anew(system: System) -> None:
    async with system.parent("nl") as parent:
        await parent.says("de school weigert mijn zoon")
        dates = await parent.says("de school weigerde hem op 3 november")
        assert any(m["custom"].get("deadlines") for m in dates)
        answer, *_ = await parent.says("de school weigert mijn zoon")
        assert answer["text"] != MORE
        board, *_ = await parent.says("de openbare school weigert mijn zoon")
        assert board["text"] != MORE


async def test_a_button_says_what_it_says_however_often_it_is_pressed(system: System) -> None:
    async with system.parent("nl") as parent:
        first, *_ = await parent.presses("De school weigert")
        second, *_ = await parent.presses("De school weigert")
        assert first["text"] == second["text"]


async def test_in_another_language_the_answer_itself_is_said_again(system: System) -> None:
    async with system.parent("nl") as parent:
        await parent.says(REFUSED["nl"][0])
        _, more = await parent.says(REFUSED["en"][0])
        assert more["text"] == MORE
        _, again, *_ = await parent.presses("English")
        assert again["text"] == translate(responses()["utter_weigering_toelating"]["text"], "en")


async def test_who_is_asked_what_she_means_is_told_more_of_what_she_was_just_told(system: System) -> None:
    async with system.parent("nl") as parent:
        await parent.says("wat is een opp")
        (asked,) = await parent.says(UNSURE_ABOUT_THE_OPP)
        assert asked["text"] == responses()["utter_bedoelt_u"]["text"]
        assert '/meer{"onderwerp": "opp_uitleg"}' in [button["value"] for button in asked["buttons"]]


async def test_where_the_same_words_do_answer_another_question_they_are_said_to_be_the_same(
    system: System,
) -> None:
    async with system.parent(sector="po") as parent:
        (answer,) = await parent.says("wat doet het college voor de rechten van de mens")
        for _ in range(2):
            (again,) = await parent.says("kost dat wat")
            assert again["text"] == f"Dat staat in wat ik net zei. Hier is het nog eens:\n\n{answer['text']}"
