"""A short message is heard as what follows on the answer before it; a long one speaks for itself."""

from collections.abc import Mapping

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.follow_ups import FollowUps
from bot.short_answers import ANSWER

HOW_LONG = {"vervolg_hoe_lang": 0.8, "termijn_toelating": 0.1, "noodsituatie": 0.06, "mbo": 0.04}
HEARD = {
    "opp_instemming": 0.6, "noodsituatie": 0.1, "zorgplicht_uitleg": 0.1, "verhuizen": 0.08, "mbo": 0.06,
    "speciaal_onderwijs": 0.05,
}  # fmt: skip


def read(text: str, guesses: Mapping[str, float], metadata: Mapping[str, str]) -> Message:
    """Return a message with these guesses as the component leaves it."""
    ranking = [{"name": name, "confidence": confidence} for name, confidence in guesses.items()]
    message = Message(
        {TEXT: text, METADATA: metadata, INTENT: ranking[0], INTENT_RANKING_KEY: ranking},
    )
    FollowUps().process([message])
    assert message.get(INTENT) == message.get(INTENT_RANKING_KEY)[0]
    return message


def heard_as(text: str, **metadata: str) -> dict[str, float]:
    """Return what a message with HEARD is heard as, likeliest first."""
    found = read(text, HEARD, metadata).get(INTENT_RANKING_KEY)
    return {guess["name"]: guess["confidence"] for guess in found}


def test_what_was_answered_and_what_its_answer_leads_to_become_likelier() -> None:
    heard = heard_as("hoe kom je daar", about="tlv_uitleg")
    assert heard["speciaal_onderwijs"] > HEARD["speciaal_onderwijs"]
    assert heard["verhuizen"] < HEARD["verhuizen"]


def test_danger_is_feared_as_before() -> None:
    assert heard_as("hoe kom je daar", about="tlv_uitleg")["noodsituatie"] == HEARD["noodsituatie"]


def test_no_danger_is_heard_in_what_a_child_did_at_school() -> None:
    guesses = {"noodsituatie": 0.9, "schorsing": 0.09, "klacht": 0.01}
    ranking = read("mijn zoon is geschorst omdat hij een klasgenoot heeft geslagen", guesses, {}).get(INTENT_RANKING_KEY)  # fmt: skip
    found = {guess["name"]: guess["confidence"] for guess in ranking}
    assert found["noodsituatie"] == 0
    assert found["schorsing"] == pytest.approx(0.9)


def test_must_we_sign_is_about_the_tlv_in_talk_of_one_unless_the_plan_is_named() -> None:
    assert next(iter(heard_as("moeten wij tekenen", about="tlv_uitleg"))) == "tlv_toestemming"
    assert next(iter(heard_as("moeten wij het opp tekenen", about="tlv_uitleg"))) == "opp_instemming"
    assert next(iter(heard_as("moeten wij tekenen", about="opp_uitleg"))) == "opp_instemming"


@pytest.mark.parametrize(
    ("about", "heard"),
    [
        ("schorsing", "schorsing"),
        ("thuiszitter", "routes_overzicht"),
        ("weigering_toelating", "bezwaar_school"),
    ],
)
def test_can_i_object_is_answered_for_what_the_talk_is_about(about: str, heard: str) -> None:
    found = read("kan ik daar bezwaar tegen maken", {"bezwaar_school": 0.9, "mbo": 0.1}, {"about": about})
    assert found.get(INTENT)["name"] == heard


def test_which_of_two_is_meant_is_told_apart_in_a_longer_message_too() -> None:
    found = read("mag ze in de tussentijd gewoon naar school", {"tijdelijke_plaatsing": 0.9}, {"about": "verwijdering"})  # fmt: skip
    assert found.get(INTENT)["name"] == "verwijdering"


@pytest.mark.parametrize(
    ("text", "said", "about", "heard"),
    [
        ("wanneer mag ze weer terug", "terug_naar_regulier", "schorsing", "schorsing"),
        ("kan ze later weer naar een gewone school", "terug_naar_regulier", "thuiszitter", "terug_naar_regulier"),
        ("wanneer mag ze weer terug", "terug_naar_regulier", "speciaal_onderwijs", "terug_naar_regulier"),
        ("kan hij daar dan al naartoe", "terug_naar_regulier", "termijn_toelating", "tijdelijke_plaatsing"),
        ("wanneer moeten ze antwoorden", "termijn_toelating", "bezwaar_school", "bezwaar_school"),
        ("hoe lang duurt een aanmelding", "termijn_toelating", "bezwaar_school", "termijn_toelating"),
        ("wat is de laatste dag om bezwaar te maken", "bezwaar_termijn", "tlv_uitleg", "tlv_bezwaar"),
        ("tot wanneer kan ik bezwaar maken bij de school", "bezwaar_termijn", "tlv_uitleg", "bezwaar_termijn"),
    ],
)  # fmt: skip
def test_until_when_is_answered_for_what_the_talk_is_about(
    text: str, said: str, about: str, heard: str
) -> None:
    found = read(text, {said: 0.9, "mbo": 0.1}, {"about": about})
    assert found.get(INTENT)["name"] == heard


def test_what_the_last_answer_does_not_tell_is_asked_of_the_one_before_it() -> None:
    guesses = {"vervolg_beslist": 0.8, "mbo": 0.2}
    known = {"about": "routes_overzicht", "earlier": "speciaal_onderwijs"}
    assert read("wie beslist", guesses, known).get(INTENT)["name"] == "tlv_uitleg"


def test_may_they_do_that_gets_what_more_there_is() -> None:
    guesses = {"vervolg_mag_dat": 0.8, "mbo": 0.2}
    found = read("kan de school dat zo maken", guesses, {"about": "naar_huis_gestuurd"})
    assert found.get(ANSWER) == "naar_huis_gestuurd_meer"


def test_the_bot_asks_about_what_was_answered_when_it_is_not_sure() -> None:
    assert "klacht" in list(heard_as("bij wie moet ik zijn", about="klacht"))[:4]
    assert "klacht" not in heard_as("bij wie moet ik zijn")


@pytest.mark.parametrize(
    ("text", "metadata"),
    [
        ("moeten wij tekenen", {}),
        ("moeten wij tekenen", {"about": ""}),
        ("moeten wij tekenen", {"about": "tlv_uitleg", "awaits": "place"}),
        ("mijn vraag aan u is nu of wij dat echt moeten tekenen", {"about": "tlv_uitleg"}),
    ],
)
def test_nothing_changes_after_small_talk_for_an_answer_or_a_longer_message(
    text: str, metadata: dict[str, str]
) -> None:
    assert heard_as(text, **metadata) == HEARD


@pytest.mark.parametrize(
    ("about", "topic", "answer"),
    [
        ("aanmelden_hoe", "termijn_toelating", "termijn_toelating"),
        ("tlv_uitleg", "tlv_uitleg", "tlv_uitleg_meer"),
    ],
)
def test_a_question_that_names_nothing_becomes_the_topic_that_answers_it(
    about: str, topic: str, answer: str
) -> None:
    message = read("hoe lang duurt dat", HOW_LONG, {"about": about})
    assert message.get(INTENT)["name"] == topic
    assert message.get(INTENT)["confidence"] > 0.8
    assert message.get(ANSWER) == answer


@pytest.mark.parametrize(
    ("how_long", "who_decides", "answer"), [(0.6, 0.2, "tlv_uitleg_meer"), (0.2, 0.6, "tlv_uitleg")]
)
def test_of_two_questions_that_one_topic_answers_the_likelier_is_asked(
    how_long: float, who_decides: float, answer: str
) -> None:
    heard = {"vervolg_hoe_lang": how_long, "vervolg_beslist": who_decides, "tlv_uitleg": 0.1, "mbo": 0.1}
    heard = dict(sorted(heard.items(), key=lambda guess: -guess[1]))
    assert read("en dat dan", heard, {"about": "tlv_uitleg"}).get(ANSWER) == answer


@pytest.mark.parametrize("about", ["", "dyslexie"])
def test_where_no_answer_says_it_nothing_is_likely(about: str) -> None:
    message = read("hoe lang duurt dat", HOW_LONG, {"about": about})
    assert message.get(INTENT)["confidence"] < 0.2
    assert message.get(ANSWER) is None
    assert "vervolg_hoe_lang" not in [guess["name"] for guess in message.get(INTENT_RANKING_KEY)]


def test_a_topic_that_was_likelier_by_its_own_words_keeps_its_own_answer() -> None:
    heard = {"tlv_uitleg": 0.6, "vervolg_hoe_lang": 0.3, "mbo": 0.1}
    message = read("hoe lang duurt een tlv", heard, {"about": "tlv_uitleg"})
    assert message.get(INTENT)["name"] == "tlv_uitleg"
    assert message.get(ANSWER) is None
