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
from guide.scuffles import tells_little_else
from guide.topics import ASKED, that_may_be_meant

# A message of more words says itself what it is about; which of two that sound alike one of many words does.
_FEW_WORDS, _MANY_WORDS = 6, 10
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

    What was answered stands in the metadata (`about`), told by the desk, and what the talk was about before
    that (`earlier`); small talk does not count. Who was asked something answers that instead. How likely
    danger is stays the same, but there is none in what a child did to others at school (guide/scuffles.py),
    however it sounds.
    """

    def process(self, messages: List[Message]) -> List[Message]:
        """Weigh the ranking of each message by what was answered before it."""
        for message in messages:
            if has_words(message):
                _follow(message, message.get(METADATA) or {})
        return messages


def _follow(message: Message, known: Dict[Text, Any]) -> None:
    about, earlier = known.get("about") or "", known.get("earlier") or ""
    heard = {guess["name"]: guess["confidence"] for guess in message.get(INTENT_RANKING_KEY)}
    danger = heard.pop(DANGER_INTENT, 0.0)
    if danger and tells_little_else(message.get(TEXT)):
        heard = {name: likely * (1 + danger / max(1 - danger, _LEAST)) for name, likely in heard.items()}
        danger = 0.0
    answers = {
        name: open_questions()[name].answer_in_talk_of(about, earlier)
        for name in heard
        if name in open_questions()
    }
    said = _answered(heard, answers)
    in_talk, words = about and not known.get("awaits"), len(message.get(TEXT).split())
    if in_talk and words < _MANY_WORDS:
        said = _told_apart(said, message.get(TEXT), about)
    follows = in_talk and words <= _FEW_WORDS
    if follows:
        said = _weighed(
            said, {about, *linked(about), *(answer.removesuffix(MORE) for answer in answers.values())}
        )
    said[DANGER_INTENT] = danger
    if follows:
        _ask_about(about, said)
    ranked = sorted(said, key=said.__getitem__, reverse=True)
    message.set(INTENT, {"name": ranked[0], "confidence": said[ranked[0]]}, add_to_output=True)
    ranking = [{"name": name, "confidence": said[name]} for name in ranked]
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
    asked = [name for name, answer in answers.items() if answer.removesuffix(MORE) == ranked[0]]
    likeliest = max(asked, key=heard.__getitem__, default="")
    if asked and heard[likeliest] > heard.get(ranked[0], 0.0):
        message.set(ANSWER, answers[likeliest])


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


def _told_apart(said: Mapping[Text, float], text: Text, about: Text) -> Dict[Text, float]:
    """Return the confidences where of topics that sound alike the one that fits the last answer is meant."""
    said = dict(said)
    for twin in twins():
        if about in twin.after and twin.fits(text):
            meant = twin.after[about]
            said[meant] = said.get(meant, 0.0) + said.pop(twin.said, 0.0)
    return said


def _weighed(said: Mapping[Text, float], likelier: Set[Text]) -> Dict[Text, float]:
    """Return the confidences of a short message in talk of some topics, which are likelier than others."""
    weights = {name: likely * (_LIKELIER if name in likelier else 1) for name, likely in said.items()}
    scale = sum(said.values()) / sum(weights.values())
    return {name: weight * scale for name, weight in weights.items()}


def _ask_about(topic: Text, confidences: Dict[Text, float]) -> None:
    """Make sure that the bot, when it is not sure, asks about what was just answered, too."""
    ranked = sorted(confidences, key=confidences.__getitem__, reverse=True)
    asked = that_may_be_meant(ranked)[:ASKED]
    if topic not in asked and f"utter_{topic}{MORE}" in responses():
        confidences[topic] = confidences[asked[-1]] + _LEAST if len(asked) == ASKED else _LEAST
