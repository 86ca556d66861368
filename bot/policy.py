"""Follow the rules: Rasa's own policy, with the rule looked up instead of searched for.

Rasa forms the state of every turn that it remembers and holds each rule against them, up to three times a
message. Every rule here goes by the intent of the message that it answers and by what was done since, which
names the one rule that can apply. tests/content/test_rules.py holds the rules to it.
"""

from typing import List, Optional, Text, Tuple

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class LatestTurnRules(RulePolicy):
    """Predicts by the rules of data/rules, from the latest message and what was done since."""

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Tuple[Optional[Text], Optional[Text], bool]:
        if use_text_for_last_user_input:
            return None, None, False
        key = self._create_feature_key(_latest_turn(tracker))
        return self.lookup[RULES].get(key), key, False


def _latest_turn(tracker: DialogueStateTracker) -> List[State]:
    """Return the states since the latest message as Rasa writes those of a rule; none before the first."""
    done: List[Text] = []
    for event in reversed(tracker.applied_events()):
        if isinstance(event, ActionExecuted):
            done.insert(0, event.action_name)
        elif isinstance(event, UserUttered):
            heard = {INTENT: event.intent_name}
            return [
                {USER: heard, PREVIOUS_ACTION: {ACTION_NAME: name}} for name in (ACTION_LISTEN_NAME, *done)
            ]
    return []
