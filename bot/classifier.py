"""Understand what a parent asks: the linear model as a component of Rasa's pipeline.

The vectors carry the meaning across languages, the n-grams the words of this subject and of languages
that the encoder does not know. Rasa's LogisticRegressionClassifier over the same features is a few
points less often right and takes six times as long to train (docs/performance.md has the figures).
"""

from typing import List, Text, Type

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.derived import with_derived
from bot.featurizer import encode, has_words, vectors_of
from bot.linear_model import LinearModel
from bot.trained import Trained

# More than are handed on: the second reading may find that one of the last was meant.
_RANKED = 30
_NOT_UNDERSTOOD = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(Trained):
    """Sets the likeliest intent of each message, and the ranking of the others."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Come after the sentence vectors."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> List[Text]:
        """Name scikit-learn, which Rasa brings along."""
        return ["sklearn"]

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        """Take where the trained numbers are kept."""
        super().__init__(model_storage, resource)
        self._model = LinearModel()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of each intent and keep what was learned."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        intents = [e.get(INTENT) for e in examples]
        self._model.fit(*with_derived(_texts(examples), vectors_of(examples), intents, encode))
        return self._keep()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Classify the training examples, as Rasa wants of every classifier."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the likeliest intent of each message and the ranking of the others.

        The value of a button names its intent, which Rasa reads at the end of the pipeline; one that it
        does not know counts as not understood.
        """
        for message in messages:
            message.set(INTENT, dict(_NOT_UNDERSTOOD), add_to_output=True)
        with_text = [m for m in messages if has_words(m)]
        if with_text:
            confidences = self._model.confidences(_texts(with_text), vectors_of(with_text))
            for message, row in zip(with_text, confidences, strict=True):
                likeliest = np.argsort(-row)[:_RANKED]
                ranking = [{"name": self._model.intents[i], "confidence": float(row[i])} for i in likeliest]
                message.set("intent", ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking, add_to_output=True)
        return messages


def _texts(messages: List[Message]) -> List[Text]:
    return [m.get(TEXT) for m in messages]
