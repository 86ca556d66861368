"""Looking at the latest turn only, the bot does what Rasa's own policy would, with all that was said before."""

import json
import tarfile
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policy import LatestTurnRules
from tests.conftest import ROOT

LISTEN = ActionExecuted("action_listen")


@lru_cache(maxsize=1)
def trained() -> tuple[Domain, dict]:
    with tarfile.open(ROOT / "models" / "wegwijs.tar.gz") as model:
        learned = next(member for member in model.getmembers() if member.name.endswith("rule_policy.json"))
        return Domain.load(str(ROOT / "domain")), json.load(model.extractfile(learned))["lookup"]


@lru_cache(maxsize=2)
def policy(kind: type[RulePolicy]) -> RulePolicy:
    _, lookup = trained()
    settings = {**RulePolicy.get_default_config(), "core_fallback_action_name": "action_default_fallback"}
    return kind(settings, None, Resource("rules"), ExecutionContext(GraphSchema({})), lookup=lookup)


def turn(intent: str, action: str) -> list[Event]:
    return [
        UserUttered("iets", {"name": intent, "confidence": 0.9}, input_channel="desk"),
        DefinePrevUserUtteredFeaturization(use_text_for_featurization=False),
        ActionExecuted(action),
        BotUttered("antwoord"),
        SlotSet("sector", "po"),
        LISTEN,
    ]


intents = st.sampled_from(sorted(trained()[0].intents))
actions = st.sampled_from(sorted(trained()[0].user_actions))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(intents, actions, st.booleans()), max_size=8), intents, actions, st.integers(1, 5))
def test_the_next_action_is_that_of_rasa(
    before: list[tuple[str, str, bool]], intent: str, action: str, heard: int
) -> None:
    domain, _ = trained()
    said = [
        event
        for *pair, taken_back in before
        for event in [*turn(*pair), *([UserUtteranceReverted(), LISTEN] if taken_back else [])]
    ]
    events = [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        LISTEN,
        *said,
        *turn(intent, action)[:heard],
    ]
    tracker = DialogueStateTracker.from_events("a", events, domain.slots, domain=domain)
    foreseen = [
        policy(kind).predict_action_probabilities(tracker, domain).probabilities
        for kind in (RulePolicy, LatestTurnRules)
    ]
    assert foreseen[0] == foreseen[1]


def test_after_an_intent_comes_the_action_of_its_rule_and_then_the_bot_listens() -> None:
    domain, _ = trained()
    heard = [LISTEN, *turn("opnieuw", "action_opnieuw")]
    for until, action in ((2, "action_opnieuw"), (4, "action_listen")):
        tracker = DialogueStateTracker.from_events("a", heard[:until], domain.slots, domain=domain)
        sure = policy(LatestTurnRules).predict_action_probabilities(tracker, domain)
        assert domain.action_names_or_texts[sure.probabilities.index(max(sure.probabilities))] == action
        assert max(sure.probabilities) == pytest.approx(1)
