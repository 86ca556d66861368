"""Read a message as what follows on the answer before it: "hoe lang duurt dat?", "moeten wij tekenen?"."""

from typing import Any, Dict, List, Mapping, Set, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.featurizer import has_words
from bot.short_answers import ANSWER, DANGER_INTENT
from bot.untrained import Untrained
from guide.answers import MORE, linked, responses
from guide.follow_ups import open_questions, twins
from guide.topics import ASKED, that_may_be_meant, topics

# A message of more words says itself what it is about.
_FEW_WORDS = 6
# How many times likelier the topic of the answer, and those it leads to, are than what the words alone say:
# measured in docs/performance.md.
_LIKELIER = 5
# What makes a topic just likelier than another.
_LEAST = 1e-6


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FollowUps(Untrained):
    """Reads the ranking of a message in the light of what was answered before it.

    - A question that names nothing itself becomes the topic that answers it: its intent goes no further.
      Where that is for the larger part why a topic is likely, the name of the answer goes along.
    - For a short message the topic that was just answered and those linked with it are likelier.

    What was answered stands in the metadata (`about`), told by the desk; small talk does not count. How
    likely danger is stays the same, and who was asked something answers that instead.
    """

    def process(self, messages: List[Message]) -> List[Message]:
        """Weigh the ranking of each message by what was answered before it."""
        for message in messages:
            if has_words(message):
                _follow(message, message.get(METADATA) or {})
        return messages


def _follow(message: Message, known: Dict[Text, Any]) -> None:
    about = known.get("about") or ""
    heard = {guess["name"]: guess["confidence"] for guess in message.get(INTENT_RANKING_KEY)}
    danger = heard.pop(DANGER_INTENT, 0.0)
    answers = {name: open_questions()[name].answer_after(about) for name in open_questions().keys() & heard}
    said = _answered(heard, answers)
    follows = about and not known.get("awaits") and len(message.get(TEXT).split()) <= _FEW_WORDS
    if follows:
        likelier = {about, *linked(about), *(answer.removesuffix(MORE) for answer in answers.values())}
        said = _weighed(said, message.get(TEXT), about, likelier)
    said[DANGER_INTENT] = danger
    if follows:
        _ask_about(about, said)
    ranked = sorted(said, key=said.__getitem__, reverse=True)
    message.set(INTENT, {"name": ranked[0], "confidence": said[ranked[0]]}, add_to_output=True)
    ranking = [{"name": name, "confidence": said[name]} for name in ranked]
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
    for name, answer in answers.items():
        if answer.removesuffix(MORE) == ranked[0] and heard[name] > heard.get(ranked[0], 0.0):
            message.set(ANSWER, answer)


def _answered(heard: Mapping[Text, float], answers: Mapping[Text, Text]) -> Dict[Text, float]:
    """Return the confidences of topics, those of open questions with the topics that answer them.

    A question that no answer is known to is not asked here, unless it is likelier than all that may be meant.
    """
    said = {name: likely for name, likely in heard.items() if name not in answers}
    for name, answer in answers.items():
        if answer:
            topic = answer.removesuffix(MORE)
            said[topic] = said.get(topic, 0.0) + heard[name]
    unanswered = sum(heard[name] for name, answer in answers.items() if not answer)
    if unanswered > max(said.values()):
        return said
    left = sum(said.values())
    return {name: likely * (1 + unanswered / max(left, _LEAST)) for name, likely in said.items()}


def _weighed(said: Mapping[Text, float], text: Text, about: Text, likelier: Set[Text]) -> Dict[Text, float]:
    """Return the confidences of a short message in talk of a topic."""
    said = dict(said)
    left = sum(said.values())
    for twin in twins():
        if topics()[twin.after].group == topics()[about].group and twin.fits(text):
            said[twin.after] = said.get(twin.after, 0.0) + said.pop(twin.said, 0.0)
    weights = {name: likely * (_LIKELIER if name in likelier else 1) for name, likely in said.items()}
    scale = left / sum(weights.values())
    return {name: weight * scale for name, weight in weights.items()}


def _ask_about(topic: Text, confidences: Dict[Text, float]) -> None:
    """Make sure that the bot, when it is not sure, asks about what was just answered, too."""
    ranked = sorted(confidences, key=confidences.__getitem__, reverse=True)
    asked = that_may_be_meant(ranked)[:ASKED]
    if topic not in asked and f"utter_{topic}{MORE}" in responses():
        confidences[topic] = confidences[asked[-1]] + _LEAST if len(asked) == ASKED else _LEAST
