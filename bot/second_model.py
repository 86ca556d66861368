"""The model of the second reading: two perceptrons that are asked together, no Rasa here."""

from pathlib import Path
from typing import Dict, List, Mapping, Sequence, Text

import numpy as np

from bot.perceptron import Perceptron

# Whose vectors they are: of bot/transformer.py, of bot/featurizer.py.
TRANSFORMER, ENCODER = "transformer", "encoder"
# How much each counts.
_WEIGHTS = {TRANSFORMER: 3, ENCODER: 1}
# How often each goes through the examples.
_ROUNDS = 12
# How much the first classifier and this model count: the powers of their confidences (docs/performance.md).
_OF_FIRST = 0.3
_OF_SECOND = 0.9
# The least that is taken for a confidence: neither may rule out what the others are nearly sure of.
_LEAST = 1e-4


class SecondModel:
    """One perceptron on the vectors of the transformer, and one on those of the encoder."""

    def __init__(self) -> None:
        """Make a model that has learnt nothing."""
        self._perceptrons = {kind: Perceptron() for kind in _WEIGHTS}

    @property
    def kinds(self) -> List[Text]:
        """Whose vectors it knows what to make of."""
        return [kind for kind, one in self._perceptrons.items() if one.intents]

    def fit(self, kind: Text, vectors: np.ndarray, intents: Sequence[Text]) -> "SecondModel":
        """Learn from the vectors of one kind of examples (one row each) and their intents."""
        self._perceptrons[kind].fit(vectors, intents, _ROUNDS)
        return self

    def confidences(self, vectors: Mapping[Text, np.ndarray]) -> Dict[Text, float]:
        """Return how likely each intent is for a message, by its vectors of one or both kinds."""
        whole = sum(_WEIGHTS[kind] for kind in vectors)
        said: Dict[Text, float] = {}
        for kind, vector in vectors.items():
            for name, likely in self._perceptrons[kind].confidences(vector).items():
                said[name] = said.get(name, 1.0) * max(likely, _LEAST) ** (_WEIGHTS[kind] / whole)
        return said

    def save(self, folder: Path) -> None:
        """Keep plain numbers and names, no code."""
        for kind, perceptron in self._perceptrons.items():
            perceptron.save(folder / f"{kind}.npz")

    def load(self, folder: Path) -> "SecondModel":
        """Read what `save` kept. Raises what reading raises."""
        for kind, perceptron in self._perceptrons.items():
            perceptron.load(folder / f"{kind}.npz")
        return self


def weighed(first: Mapping[Text, float], second: Mapping[Text, float]) -> Dict[Text, float]:
    """Return the confidences of both readings together, the likeliest first.

    `first` has those of the intents that may be meant. The sum stays what it was.
    """
    said = {
        name: likely**_OF_FIRST * max(second.get(name, 0.0), _LEAST) ** _OF_SECOND
        for name, likely in first.items()
    }
    scale = sum(first.values()) / sum(said.values())
    return {name: said[name] * scale for name in sorted(said, key=said.__getitem__, reverse=True)}
