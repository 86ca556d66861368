"""The linear model of the second reading: hyperplanes among the vectors of a transformer, no Rasa here."""

from pathlib import Path
from typing import Dict, List, Mapping, Sequence, Text

import numpy as np
from sklearn.svm import LinearSVC

from bot import transformer

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
