"""A short message is heard as what follows on the answer before it; a long one speaks for itself."""

from typing import Any

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.follow_ups import FollowUps

HEARD = {
    "opp_instemming": 0.6, "noodsituatie": 0.1, "zorgplicht_uitleg": 0.1, "verhuizen": 0.08, "mbo": 0.06,
    "speciaal_onderwijs": 0.05,
}  # fmt: skip


def heard_as(text: str, **metadata: Any) -> dict[str, float]:
    """Return what a message with HEARD is heard as, likeliest first."""
    ranking = [{"name": name, "confidence": confidence} for name, confidence in HEARD.items()]
    message = Message(
        {TEXT: text, METADATA: metadata, INTENT: ranking[0], INTENT_RANKING_KEY: ranking},
    )
    FollowUps().process([message])
    found = message.get(INTENT_RANKING_KEY)
    assert message.get(INTENT) == found[0]
    return {guess["name"]: guess["confidence"] for guess in found}


def test_what_was_answered_and_what_its_answer_leads_to_become_likelier() -> None:
    heard = heard_as("hoe kom je daar", about="tlv_uitleg")
    assert heard["speciaal_onderwijs"] > HEARD["speciaal_onderwijs"]
    assert heard["opp_instemming"] < HEARD["opp_instemming"]


def test_danger_is_feared_as_before() -> None:
    assert heard_as("hoe kom je daar", about="tlv_uitleg")["noodsituatie"] == HEARD["noodsituatie"]


def test_must_we_sign_is_about_the_tlv_in_talk_of_one_unless_the_plan_is_named() -> None:
    assert next(iter(heard_as("moeten wij tekenen", about="tlv_uitleg"))) == "tlv_toestemming"
    assert next(iter(heard_as("moeten wij het opp tekenen", about="tlv_uitleg"))) == "opp_instemming"
    assert next(iter(heard_as("moeten wij tekenen", about="opp_uitleg"))) == "opp_instemming"


def test_the_bot_asks_about_what_was_answered_when_it_is_not_sure() -> None:
    assert "klacht" in list(heard_as("bij wie moet ik zijn", about="klacht"))[:4]
    assert "klacht" not in heard_as("bij wie moet ik zijn")


@pytest.mark.parametrize(
    ("text", "metadata"),
    [
        ("moeten wij tekenen", {}),
        ("moeten wij tekenen", {"about": "groet"}),
        ("moeten wij tekenen", {"about": "tlv_uitleg", "awaits": "place"}),
        ("mijn vraag is of wij dat moeten tekenen", {"about": "tlv_uitleg"}),
    ],
)
def test_nothing_changes_after_small_talk_for_an_answer_or_a_longer_message(
    text: str, metadata: dict[str, str]
) -> None:
    assert heard_as(text, **metadata) == HEARD
