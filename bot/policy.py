"""Follow the rules: Rasa's own policy, looking at the latest turn only.

Rasa forms the state of every turn that it remembers, up to three times a message. No rule here looks
further back than the message it answers (`restrict_rules`), at its words or at a slot, so that the rest
is for nothing. tests/content/test_rules.py holds the rules to it.
"""

from typing import Any, Callable, List, Optional, Text, Tuple

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class LatestTurnRules(RulePolicy):
    """Predicts by the rules of data/rules, from the latest message and what was done since."""

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Tuple[Optional[Text], Optional[Text], bool]:
        if use_text_for_last_user_input:
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _prediction_states(
        self, tracker: DialogueStateTracker, domain: Domain, *args: Any, **kwargs: Any
    ) -> List[State]:
        return super()._prediction_states(_latest_turn(tracker), domain, *args, **kwargs)


def _latest_turn(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return a tracker that begins where the bot began to listen for the latest message."""
    events = list(tracker.events)
    heard = _last(events, lambda event: isinstance(event, UserUttered))
    start = _last(
        events[:heard],
        lambda event: isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME,
    )
    turn = tracker.init_copy()
    for event in events[start:]:
        turn.update(event)
    return turn


def _last(events: List[Event], fits: Callable[[Event], bool]) -> int:
    return max((at for at, event in enumerate(events) if fits(event)), default=0)
