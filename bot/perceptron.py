"""A perceptron with one hidden layer, taught by TensorFlow and asked without it: no Rasa here."""

from pathlib import Path
from typing import Dict, List, Sequence, Text

import numpy as np
import tensorflow as tf
from scipy.special import ndtr

# How it is made and learns; measured in docs/performance.md ("Understanding").
_LENGTH = 12.0
_HIDDEN = 1024
_DROPPED = 0.5
_SMOOTHED = 0.1
_AT_ONCE = 256
_STEP, _DECAY = 3e-3, 1e-2
_NAMES = ("into_hidden", "hidden_bias", "into_intents", "intents_bias")


class Perceptron:
    """Tells from the vector of a message how likely each intent is.

    Hyperplanes, straight through the same vectors, are right in far less (docs/performance.md).
    """

    def __init__(self) -> None:
        """Make one that has learnt nothing."""
        self.intents: List[Text] = []
        self._numbers: Dict[Text, np.ndarray] = {}

    def fit(self, vectors: np.ndarray, intents: Sequence[Text], rounds: int) -> None:
        """Learn from the vectors of examples (one row each) and their intents, each so many times."""
        self.intents = sorted(set(intents))
        places = {intent: place for place, intent in enumerate(self.intents)}
        meant = np.eye(len(places), dtype=np.float32)[[places[intent] for intent in intents]]
        middle = vectors.mean(axis=0)
        learnt = _learnt(_placed(vectors, middle), meant, rounds)
        self._numbers = {"middle": middle, **dict(zip(_NAMES, learnt, strict=True))}

    def confidences(self, vector: np.ndarray) -> Dict[Text, float]:
        """Return how likely each intent is for a message, by its vector, from 0 to 1, together 1."""
        of = self._numbers
        hidden = _placed(vector[np.newaxis], of["middle"])[0] @ of["into_hidden"] + of["hidden_bias"]
        found = (hidden * ndtr(hidden)) @ of["into_intents"] + of["intents_bias"]
        likely = np.exp(found - found.max())
        return dict(zip(self.intents, (likely / likely.sum()).tolist(), strict=True))

    def save(self, file: Path) -> None:
        """Keep plain numbers and names, no code."""
        np.savez(file, intents=np.array(self.intents, dtype=np.str_), **self._numbers)

    def load(self, file: Path) -> None:
        """Read what `save` kept. Raises what reading raises."""
        with np.load(file, allow_pickle=False) as kept:
            self.intents = [str(name) for name in kept["intents"]]
            self._numbers = {name: kept[name] for name in kept.files if name != "intents"}


def _placed(vectors: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Return vectors as seen from their middle: all texts lie in nearly the same direction."""
    seen = vectors - middle
    return _LENGTH * seen / np.linalg.norm(seen, axis=1, keepdims=True)


def _learnt(vectors: np.ndarray, meant: np.ndarray, rounds: int) -> List[np.ndarray]:
    """Return the weights and the bias of both layers, the same for the same examples."""
    tf.keras.utils.set_random_seed(42)
    layers = tf.keras.layers
    net = tf.keras.Sequential(
        [
            layers.Input((vectors.shape[1],)),
            layers.Dense(_HIDDEN, activation="gelu"),
            layers.Dropout(_DROPPED),
            layers.Dense(meant.shape[1]),
        ]
    )
    steps = rounds * -(-len(vectors) // _AT_ONCE)
    net.compile(
        tf.keras.optimizers.AdamW(tf.keras.optimizers.schedules.CosineDecay(_STEP, steps), _DECAY),
        tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=_SMOOTHED),
    )
    net.fit(vectors, meant, batch_size=_AT_ONCE, epochs=rounds, verbose=0)
    learnt: List[np.ndarray] = net.get_weights()
    return learnt
