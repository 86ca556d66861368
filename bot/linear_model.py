"""The linear model that understands parents: sentence vectors beside character n-grams, no Rasa here."""

import json
from collections import Counter
from pathlib import Path
from typing import List, Sequence, Text

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.arabizi import as_heard
from bot.hashed import Hashed
from bot.rounded import Rounded
from bot.school_letter import gist
from guide.spelling import fold

# A parent's message has at most 1,000 characters; what it is about shows in a few hundred of them, and
# the encoder's time grows with the length (61 ms for 1,000 characters against 4 for a sentence).
_CHARACTERS_READ = 300
# The directions in which the sentence vectors differ most. The other 384 of their 512 numbers tell the topics
# of parents apart no better (docs/performance.md) and more than double the time of training.
_DIRECTIONS = 128
# Of what was tried, right most often on sentences that no training had seen (docs/performance.md).
_WEIGHT_OF_VECTORS = 0.5
# The C of the support vector machine.
_PENALTY = 1.0
# What multiplies the distances before the softmax: so steep that what was learnt word for word is answered at
# once, and not so steep that what was never heard is.
_SHARPNESS = 5.5


def heard(text: Text) -> Text:
    """Return what is read of a message: of a long letter what it is about, of all else the beginning."""
    return as_heard(gist(text))[:_CHARACTERS_READ]


class LinearModel:
    """One hyperplane an intent; the confidences of a message are the softmax of its distances to them."""

    def __init__(self) -> None:
        """Make a model that has learnt nothing."""
        self.intents: List[Text] = []
        self._of_vectors = np.zeros((0, 0), dtype=np.float32)
        self._of_ngrams = Rounded.of(self._of_vectors)
        self._bias = self._idf = np.zeros(0, dtype=np.float32)
        # What was learnt here: a model that is read needs but their places.
        self._ngrams: List[Text] = []
        self._places = Hashed()
        self._split = _vectorizer().build_analyzer()

    def fit(self, texts: Sequence[Text], vectors: np.ndarray, intents: Sequence[Text]) -> "LinearModel":
        """Learn from texts, their sentence vectors (one row a text) and their intents."""
        vectorizer = _vectorizer()
        ngrams = vectorizer.fit_transform(_folded(texts))
        self._ngrams = vectorizer.get_feature_names_out().tolist()
        self._places = Hashed(self._ngrams)
        self._idf = vectorizer.idf_.astype(np.float32)
        directions = _WEIGHT_OF_VECTORS * _directions(vectors)
        features = hstack([csr_matrix(vectors @ directions, dtype=np.float32), ngrams], format="csr")
        # All intents in one call: threads would share liblinear's random numbers, and no two trainings would
        # be the same.
        machine = LinearSVC(C=_PENALTY, random_state=42).fit(features, list(intents))
        self.intents = [str(name) for name in machine.classes_]
        of_directions, of_ngrams = np.split(machine.coef_.T, [directions.shape[1]])
        # One row a feature, so that a message, which has few n-grams, reads few rows.
        self._of_vectors = np.ascontiguousarray(directions @ of_directions, dtype=np.float32)
        self._of_ngrams = Rounded.of(of_ngrams)
        self._bias = machine.intercept_.astype(np.float32)
        return self

    def confidences(self, texts: Sequence[Text], vectors: np.ndarray) -> np.ndarray:
        """Return a row a text with the confidence of each of `intents`, from 0 to 1, together 1."""
        in_ngrams = np.vstack([self._heard_in_ngrams(text) for text in _folded(texts)])
        distances = vectors @ self._of_vectors + in_ngrams + self._bias
        sharp = np.exp(_SHARPNESS * (distances - distances.max(axis=1, keepdims=True)))
        return sharp / sharp.sum(axis=1, keepdims=True)

    def _heard_in_ngrams(self, text: Text) -> np.ndarray:
        """Return what the n-grams of one folded text say for each intent.

        The same as the vectorizer's `transform`, which for one text takes five times as long.
        """
        counted = Counter(self._split(text))
        places = self._places.places(list(counted))
        known = places >= 0
        if not known.any():
            return np.zeros_like(self._bias)
        times = np.fromiter(counted.values(), np.float32, len(counted))
        weighed = (1 + np.log(times[known])) * self._idf[places[known]]
        said: np.ndarray = weighed / np.linalg.norm(weighed) @ self._of_ngrams.rows(places[known])
        return said

    def save(self, folder: Path) -> None:
        """Keep what was learnt here, as plain numbers and JSON: a model without code cannot run any."""
        numbers = {"of_vectors": self._of_vectors, **self._of_ngrams._asdict()}
        np.savez(folder / "weights.npz", bias=self._bias, idf=self._idf, **numbers)
        words = {"intents": self.intents, "ngrams": self._ngrams}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    def load(self, folder: Path) -> "LinearModel":
        """Read what `save` kept. Raises what reading raises."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        self.intents = words["intents"]
        self._places = Hashed(words["ngrams"])
        with np.load(folder / "weights.npz", allow_pickle=False) as numbers:
            self._of_vectors, self._bias, self._idf = (numbers[n] for n in ("of_vectors", "bias", "idf"))
            self._of_ngrams = Rounded(numbers["steps"], numbers["lengths"])
        return self


def _directions(vectors: np.ndarray) -> np.ndarray:
    """Return the directions in which the vectors are longest, one a column."""
    vectors = vectors.astype(np.float64)
    _, found = np.linalg.eigh(vectors.T @ vectors)
    return found[:, ::-1][:, :_DIRECTIONS]


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)


def _folded(texts: Sequence[Text]) -> List[Text]:
    """Return the texts as they are heard, without accents and in small letters: parents leave them out."""
    return [fold(heard(text)) for text in texts]
