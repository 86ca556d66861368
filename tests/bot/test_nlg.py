"""Answers come in the language of the conversation, with what they rest on."""

from datetime import date

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import GettextNLG
from bot.otherwise import otherwise
from guide.facts import Fact, Source, facts

DOMAIN = Domain.from_dict(
    {
        "responses": {
            "utter_x": [
                {
                    "text": "Graag gedaan. Kan ik nog iets voor u uitzoeken?",
                    "buttons": [{"title": "Praat met een mens", "payload": "/menselijke_hulp"}],
                    "metadata": {"topic": "bedankt", "facts": ["rule"]},
                }
            ],
            "utter_datum": [
                {"text": "**{datum}** is al voorbij, terwijl uw kind nog moet beginnen. Welke dag bedoelt u?"}
            ],
            "utter_feit_verlopen": [{"text": "De regel is veranderd."}],
        }
    }
)
RULE = Fact("rule", "Iets.", (Source("Wet", "https://wet.example"),), valid_to=date(2026, 12, 31))


def tracker(locale: str, today: str = "2026-11-22") -> DialogueStateTracker:
    said = UserUttered(
        "x", {"name": "bedankt", "confidence": 0.9}, metadata={"locale": locale, "today": today}
    )
    return DialogueStateTracker.from_events("a", [said])


def nlg(**known: Fact) -> GettextNLG:
    return GettextNLG(domain=DOMAIN, known_facts={"rule": RULE, **known})


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.facts.sources_of", lambda ids: RULE.sources)


@pytest.mark.parametrize(("locale", "text", "title"), [
    ("nl", "Graag gedaan.", "Praat met een mens"),
    ("en", "You are welcome.", "Talk to a person"),
    ("xx", "Graag gedaan.", "Praat met een mens"),
])  # fmt: skip
async def test_text_and_buttons_are_translated(locale: str, text: str, title: str) -> None:
    answer = await nlg().generate("utter_x", tracker(locale), "desk")
    assert answer["text"].startswith(text)
    assert answer["buttons"] == [{"title": title, "payload": "/menselijke_hulp"}]
    assert answer["custom"]["topic"] == "bedankt"
    assert answer["custom"]["sources"] == [{"title": "Wet", "url": "https://wet.example", "checked_on": None}]
    assert (answer["custom"]["intent"], answer["custom"]["confidence"]) == ("bedankt", 0.9)


@pytest.mark.parametrize(("confidence", "asks"), [(0.97, False), (0.75, True)])
async def test_an_answer_says_what_else_she_may_have_meant(confidence: float, asks: bool) -> None:
    names = ("weigering_toelating", "groet", "schorsing", "verwijdering", "menselijke_hulp", "thuiszitter")
    rest = [{"name": name, "confidence": 0.01} for name in names[1:]]
    ranking = [{"name": names[0], "confidence": confidence}, *rest]
    said = UserUttered(
        "hij mag er niet meer in", ranking[0], parse_data={"intent": ranking[0], "intent_ranking": ranking}
    )
    found = otherwise(names[0], said, "en", offered=["/schorsing"])["otherwise"]
    assert found["ask"] is asks
    assert [button["value"] for button in found["buttons"]] == [
        '/verwijdering{"in_plaats_van": "weigering_toelating"}',
        '/thuiszitter{"in_plaats_van": "weigering_toelating"}',
    ]
    assert otherwise("verwijdering", said, "en", offered=[]) == {}, "not what the classifier thought of first"
    pressed = UserUttered("/weigering_toelating", ranking[0])
    assert otherwise(names[0], pressed, "en", offered=[]) == {}, "a button is no guess"


def test_who_says_that_it_was_not_what_she_meant_is_not_asked_whether_she_meant_that() -> None:
    ranking = [{"name": "klopt_niet", "confidence": 0.8}, {"name": "schorsing", "confidence": 0.1}]
    said = UserUttered("dat bedoel ik niet", parse_data={"intent_ranking": ranking})
    assert otherwise("klopt_niet", said, "nl", offered=[]) == {}


async def test_the_variables_are_filled_in_after_translating() -> None:
    answer = await nlg().generate("utter_datum", tracker("en"), "desk", values={"datum": "{0} Monday"})
    assert answer["text"].startswith("**{0} Monday** has already passed")


async def test_a_fact_that_has_ended_is_not_told() -> None:
    assert (await nlg().generate("utter_x", tracker("nl", "2026-12-31"), "desk"))["custom"][
        "topic"
    ] == "bedankt"
    answer = await nlg().generate("utter_x", tracker("nl", "2027-01-01"), "desk")
    assert answer["text"] == "De regel is veranderd."
    assert "sources" not in answer["custom"]


async def test_a_fact_that_an_action_rests_on_counts_like_one_of_the_template() -> None:
    ended = Fact("ended", "Iets.", RULE.sources, valid_to=date(2026, 1, 1))
    payload = {"facts": ["ended"], "deadlines": [{"id": "a"}]}
    answer = await nlg(ended=ended).generate(
        "utter_datum", tracker("nl"), "desk", values={"datum": "x"}, payload=payload
    )
    assert answer["text"] == "De regel is veranderd."
    assert "deadlines" not in answer["custom"]
    holds = Fact("ended", "Iets.", RULE.sources)
    answer = await nlg(ended=holds).generate("utter_x", tracker("nl"), "desk", payload=payload)
    assert answer["custom"]["facts"] == ["rule", "ended"]


async def test_an_unknown_answer_is_none() -> None:
    assert await nlg().generate("utter_nothing", tracker("nl"), "desk") is None


def test_no_fact_in_use_has_ended_today() -> None:
    assert all(fact.holds_on(date(2026, 11, 22)) for fact in facts().values())
