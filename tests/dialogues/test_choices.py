"""What a parent types in the place of a button: its number, "none of these", "no"; and a greeting of her own."""

import pytest

from guide.answers import responses
from guide.language import translate
from tests.conftest import System

UNSURE = {
    "nl": ("school", "de tweede", "geen van deze"),
    "en": ("school", "the second one", "none of these"),
    "tr": ("okul", "ikinci", "hiçbiri"),
    "ar": ("المدرسة", "الثاني", "ولا واحد"),
    "pl": ("szkoła", "drugie", "żadne z nich"),
    "uk": ("школа нічого не пояснює і ми не розуміємо", "друге", "жодне з них"),
}


@pytest.mark.parametrize("locale", UNSURE)
async def test_the_second_is_the_second_of_what_the_bot_asks_about(system: System, locale: str) -> None:
    says, second, none = UNSURE[locale]
    async with system.parent(locale, sector="po") as parent:
        (asked,) = await parent.says(says)
        assert asked["text"] == translate(responses()["utter_bedoelt_u"]["text"], locale)
        topic = asked["buttons"][1]["value"].strip("/").split("{")[0]
        answers = await parent.says(second)
        assert answers[0]["custom"]["topic"] == topic
    async with system.parent(locale, sector="po") as parent:
        await parent.says(says)
        (everything,) = await parent.says(none)
        assert everything["custom"]["topic"] == "hulp_menu"


async def test_a_number_chooses_too(system: System) -> None:
    async with system.parent(sector="po") as parent:
        (asked,) = await parent.says("school")
        answers = await parent.says("2")
        assert answers[0]["custom"]["topic"] in asked["buttons"][1]["value"]


@pytest.mark.parametrize(
    ("locale", "no"), [("nl", "nee"), ("en", "no"), ("ar", "لا"), ("pl", "wolę nie mówić")]
)
async def test_who_does_not_wish_to_say_where_is_not_asked_again(
    system: System, locale: str, no: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        question = (await parent.presses(translate("Praat met een mens", locale)))[-1]
        assert question["custom"]["asks"] == "place"
        answers = await parent.says(no)
        assert not any(answer["custom"].get("asks") for answer in answers)


@pytest.mark.parametrize(
    ("locale", "hello"),
    [
        ("nl", "hallo"),
        ("en", "hello"),
        ("tr", "merhaba"),
        ("ar", "مرحبا"),
        ("pl", "dzień dobry"),
        ("uk", "добрий день"),
    ],
)
async def test_who_greets_is_greeted_back_and_not_told_everything_again(
    system: System, locale: str, hello: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        (greeting,) = parent.messages
        (back,) = await parent.says(hello)
        assert back["text"] == translate(responses()["utter_groet_terug"]["text"], locale)
        assert [b["value"] for b in back["buttons"]] == [b["value"] for b in greeting["buttons"]]


async def test_write_it_for_me_is_the_letter_that_goes_with_what_was_spoken_of(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("kan ik een klacht indienen")
        (letter,) = await parent.says("schrijf hem maar voor me")
        assert letter["text"].startswith("**Brief met een klacht**")
        (choice,) = await parent.presses("Een andere brief")
        assert len(choice["buttons"]) > 5
