"""Dialogues 7, 8 and 15: a plan to be signed, a tlv behind her back, and simpler words."""

import pytest

from tests.conftest import System


@pytest.mark.parametrize(
    ("locale", "story", "says", "more"),
    [
        ("nl", "ze zeiden dat ik een plan moest ondertekenen", ["uw instemming", "niet meteen te tekenen", "verwachte uitstroom", "GPO"], "voor gezien"),
        ("en", "I was told to sign a plan", ["your consent", "do not have to sign straight away", "expected outcome", "GPO"], "as seen"),
    ],
)  # fmt: skip
async def test_dialogue_7_what_she_consents_to_and_what_not(
    system: System, locale: str, story: str, says: list[str], more: str
) -> None:
    async with system.parent(locale) as parent:
        (answer,) = await parent.says(story)
        assert answer["custom"]["topic"] == "opp_instemming"
        for words in says:
            assert words in answer["text"]
        (deeper,) = await parent.presses(answer["buttons"][0]["title"])
        assert more in deeper["text"]
        assert deeper["custom"]["sources"]


@pytest.mark.parametrize(
    ("locale", "story", "says", "objecting"),
    [
        ("nl", "de school heeft speciaal onderwijs aangevraagd zonder mijn toestemming",
         ["zonder uw toestemming", "gehoord te worden", "zes weken"], "Bezwaar tegen een tlv"),
        ("en", "the school asked for special education without my permission",
         ["without your consent", "be heard", "six weeks"], "Objecting to a tlv"),
    ],
)  # fmt: skip
async def test_dialogue_8_consent_is_not_required_being_heard_is(
    system: System, locale: str, story: str, says: list[str], objecting: str
) -> None:
    async with system.parent(locale) as parent:
        (answer,) = await parent.says(story)
        assert answer["custom"]["topic"] == "tlv_toestemming"
        for words in says:
            assert words in answer["text"]
        (objection,) = await parent.presses(objecting)
        assert objection["custom"]["topic"] == "tlv_bezwaar"
        assert "LBT" in objection["text"]


@pytest.mark.parametrize(
    ("locale", "question", "puzzled", "person"),
    [
        ("nl", "wat is een tlv", "snap ik niet", "mens"),
        ("en", "what is a tlv", "I do not understand", "person"),
    ],
)
async def test_dialogue_15_simpler_words_and_then_a_person(
    system: System, locale: str, question: str, puzzled: str, person: str
) -> None:
    async with system.parent(locale) as parent:
        (answer,) = await parent.says(question)
        (simple,) = await parent.says(puzzled)
        assert simple["custom"]["topic"] == "tlv_uitleg"
        assert len(simple["text"]) < len(answer["text"])
        (offer,) = await parent.says(puzzled)
        assert person in offer["text"].lower()
        assert any(b["value"] == "/menselijke_hulp" for b in offer["buttons"])
