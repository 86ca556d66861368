"""Where the bot asked for a place, a day or a kind of school, a question in return is none of these."""

import pytest

from tests.conftest import System
from tests.parent import text_of


@pytest.mark.parametrize(
    ("locale", "topic", "in_return", "not_said"),
    [
        ("nl", "ik zoek ons samenwerkingsverband", "wie kan mij helpen met een brief", "vind ik niet"),
        ("nl", "ik zoek ons samenwerkingsverband", "mogen ze hem zomaar schorsen?", "vind ik niet"),
        ("en", "find my swv", "who can help me to write a letter", "cannot find"),
        ("ar", "ابحث عن swv الخاص بي", "متى أستطيع الاعتراض؟", "لا أجد"),
    ],
)
async def test_a_question_is_no_place(
    system: System, locale: str, topic: str, in_return: str, not_said: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        *_, asked = await parent.says(topic)
        assert asked["custom"]["asks"] == "place"
        answers = await parent.says(in_return)
        assert not_said not in text_of(answers)
        assert all(answer["custom"].get("asks") != "place" for answer in answers)


async def test_a_place_is_still_one(system: System) -> None:
    async with system.parent(sector="po") as parent:
        *_, asked = await parent.says("ik zoek ons samenwerkingsverband")
        assert asked["custom"]["asks"] == "place"
        answers = await parent.says("wij wonen in Amersfoort")
        assert any(answer["custom"].get("swv") for answer in answers)


async def test_who_asks_for_a_person_where_a_place_was_asked_is_asked_for_it_again_and_named_no_place(
    system: System,
) -> None:
    async with system.parent(sector="po") as parent:
        *_, asked = await parent.says("kunt u mij terugbellen")
        assert asked["custom"]["asks"] == "place"
        answers = await parent.says("ik wil met iemand praten")
        assert "vind ik niet" not in text_of(answers)
        assert answers[-1]["custom"]["asks"] == "place"
        assert "vind ik niet" in text_of(await parent.says("Blubberdorp"))
