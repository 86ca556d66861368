"""What is said with a button is not guessed at."""

from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.classifier import LinearIntentClassifier


def test_the_value_of_a_button_is_left_to_rasa_and_one_that_nobody_knows_is_not_understood() -> None:
    untrained = LinearIntentClassifier(None, Resource("none"))
    (message,) = untrained.process([Message({TEXT: "/een_knop_van_vroeger"})])
    assert message.get(INTENT) == {"name": "nlu_fallback", "confidence": 1.0}
