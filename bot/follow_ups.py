"""Read a short message as what follows on the answer before it: "moeten wij daarvoor tekenen?"."""

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.featurizer import has_words
from bot.short_answers import DANGER_INTENT
from bot.untrained import Untrained
from guide.answers import linked, responses
from guide.follow_ups import twins
from guide.topics import ASKED, that_may_be_meant, topics

_SMALL_TALK = "gesprek"
# A message of more words says itself what it is about.
_FEW_WORDS = 6
# How many times likelier the topic of the answer, and those it leads to, are than what the words alone say:
# measured in docs/performance.md.
_LIKELIER = 5
# What makes a topic just likelier than another.
_LEAST = 1e-6


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FollowUps(Untrained):
    """Makes likelier, for a short message, the topic that was just answered and those linked with it.

    What was answered stands in the metadata (`about`), told by the desk. How likely danger is stays the same,
    and small talk, as the greeting, leads nowhere. Who was asked something answers that instead.
    """

    def process(self, messages: List[Message]) -> List[Message]:
        """Weigh the ranking of each short message by what was answered before it."""
        for message in messages:
            known = message.get(METADATA) or {}
            about = "" if known.get("awaits") else known.get("about") or ""
            if has_words(message) and _follows(message.get(TEXT), about):
                ranking = _weighed(message, about)
                message.set(INTENT, dict(ranking[0]), add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _follows(text: Text, about: Text) -> bool:
    is_of_a_case = about in topics() and topics()[about].group != _SMALL_TALK
    return is_of_a_case and len(text.split()) <= _FEW_WORDS


def _weighed(message: Message, about: Text) -> List[Dict[Text, Any]]:
    """Return the ranking of a message as it is in talk of a topic."""
    likelier = {about, *linked(about)}
    said = {guess["name"]: guess["confidence"] for guess in message.get(INTENT_RANKING_KEY)}
    danger = said.pop(DANGER_INTENT, None)
    left = sum(said.values())
    for twin in twins():
        if topics()[twin.after].group == topics()[about].group and twin.fits(message.get(TEXT)):
            said[twin.after] = max(said.get(twin.after, 0.0), said.get(twin.said, 0.0))
    weights = {name: likely * (_LIKELIER if name in likelier else 1) for name, likely in said.items()}
    scale = left / sum(weights.values())
    weighed = {name: weight * scale for name, weight in weights.items()}
    if danger is not None:
        weighed[DANGER_INTENT] = danger
    _ask_about(about, weighed)
    return [
        {"name": name, "confidence": weighed[name]}
        for name in sorted(weighed, key=weighed.__getitem__, reverse=True)
    ]


def _ask_about(topic: Text, confidences: Dict[Text, float]) -> None:
    """Make sure that the bot, when it is not sure, asks about what was just answered, too."""
    ranked = sorted(confidences, key=confidences.__getitem__, reverse=True)
    asked = that_may_be_meant(ranked)[:ASKED]
    if topic not in asked and f"utter_{topic}_meer" in responses():
        confidences[topic] = confidences[asked[-1]] + _LEAST if len(asked) == ASKED else _LEAST
