"""An answer to a question that was understood otherwise than she meant it: the way back is one tap."""

import pytest

from guide.answers import responses
from guide.language import translate
from guide.topics import topics
from store import review
from store.database import open_database
from tests.conftest import System

# What the model answers with less than 0.95 of confidence, and with more.
UNSURE, SURE = "waar staat wat ze voor slechte ogen doen", "wij zijn het oneens met het plan van school"
NOT_THAT = {"nl": "dat bedoel ik niet", "en": "that is not what I meant", "tr": "bunu demek istemedim"}


async def test_an_unsure_answer_asks_whether_it_is_the_right_one(system: System) -> None:
    async with system.parent("nl", seconds=30) as parent:
        answer, *_ = await parent.says(UNSURE)
        assert answer["custom"]["otherwise"]["ask"]
        first, second = answer["custom"]["otherwise"]["buttons"]
        assert answer["custom"]["topic"] not in first["value"].split("{")[0]
        (what_she_meant, *_) = await parent.presses(second["title"])
        assert topics()[what_she_meant["custom"]["topic"]].title == second["title"]
        assert "otherwise" not in what_she_meant["custom"], "a button is no guess"


async def test_a_sure_answer_keeps_it_for_who_says_that_it_did_not_help(system: System) -> None:
    async with system.parent("nl") as parent:
        answer, *_ = await parent.says(SURE)
        assert not answer["custom"]["otherwise"]["ask"]
        assert answer["custom"]["otherwise"]["buttons"]


@pytest.mark.parametrize("language", NOT_THAT)
async def test_who_says_that_she_meant_something_else_is_offered_it(system: System, language: str) -> None:
    async with system.parent(language) as parent:
        *_, answer = [m for m in await parent.says(UNSURE) if "otherwise" in m["custom"]]
        (sorry,) = await parent.says(NOT_THAT[language])
        assert sorry["text"] == translate(responses()["utter_klopt_niet"]["text"], language)
        others = answer["custom"]["otherwise"]["buttons"]
        assert [b["value"] for b in sorry["buttons"]] == [
            *(b["value"] for b in others),
            "/hulp_menu",
            "/menselijke_hulp",
        ]
        await parent.presses(others[0]["title"])


async def test_what_she_meant_is_kept_masked_for_who_improves_the_bot(system: System) -> None:
    engine = open_database(f"sqlite:///{system.database}")
    async with system.parent("nl") as parent:
        answer, *_ = await parent.says("waar staat wat ze doen bij slechte ogen zoals bij Ahmed")
        *_, meant = answer["custom"]["otherwise"]["buttons"]
        await parent.says("dank je wel")
        await parent.presses(meant["title"])
        (kept, *_) = review.undecided(engine)
        assert "waar staat wat ze doen bij slechte ogen zoals bij" in kept.text
        assert "Ahmed" not in kept.text
        assert (kept.kind, kept.understood_as) == ("not_meant", answer["custom"]["topic"])
        assert kept.meant
        assert topics()[kept.meant].title == meant["title"]

        (asked,) = await parent.says("wat willen ze voor slechtzienden doen")
        chosen = asked["buttons"][0]
        await parent.presses(chosen["title"])
        (kept, *_) = review.undecided(engine)
        assert (kept.text, kept.kind) == ("wat willen ze voor slechtzienden doen", "fallback")
        assert kept.meant
        assert topics()[kept.meant].title == chosen["title"]


async def test_who_says_it_first_and_then_what_she_meant_is_kept_once(system: System) -> None:
    async with system.parent("nl") as parent:
        await parent.says(f"{UNSURE}?")
        (sorry,) = await parent.says(NOT_THAT["nl"])
        await parent.presses(sorry["buttons"][0]["title"])
    kept = [
        one
        for one in review.undecided(open_database(f"sqlite:///{system.database}"))
        if one.text == f"{UNSURE}?"
    ]
    assert [one.kind for one in kept] == ["not_meant"]
    assert kept[0].meant


@pytest.mark.parametrize(
    ("language", "asked", "topic"),
    [
        ("tr", "karşımda insan var mı", "bot_vraag"),
        ("ar", "هل يوجد شخص في الطرف الآخر", "bot_vraag"),
        ("pl", "rozmawiam z maszyną?", "bot_vraag"),
        ("uk", "це залишиться між нами?", "privacy_vraag"),
        ("en", "nothing of mine should stay here", "gegevens_wissen"),
    ],
)
async def test_what_she_has_a_right_to_ask_of_a_program_is_understood(
    system: System, language: str, asked: str, topic: str
) -> None:
    async with system.parent(language) as parent:
        (answer,) = await parent.says(asked)
        assert answer["custom"]["topic"] == topic
