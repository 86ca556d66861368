"""The linear model that understands parents: sentence vectors beside character n-grams, no Rasa here."""

import json
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Text

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from guide.spelling import fold

# A parent's message has at most 1,000 characters; what it is about shows in the first few hundred, and
# the encoder's time grows with the length (61 ms for 1,000 characters against 4 for a sentence).
CHARACTERS_READ = 300
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


class LinearModel:
    """One hyperplane an intent; the confidences of a message are the softmax of its distances to them."""

    def __init__(self) -> None:
        """Make a model that has learnt nothing."""
        self.intents: List[Text] = []
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)
        self._ngrams: Optional[TfidfVectorizer] = None

    def fit(self, texts: Sequence[Text], vectors: np.ndarray, intents: Sequence[Text]) -> "LinearModel":
        """Learn from texts, their sentence vectors (one row a text) and their intents."""
        self._ngrams = _vectorizer().fit(_folded(texts))
        ngrams = self._ngrams.transform(_folded(texts))
        directions = _WEIGHT_OF_VECTORS * _directions(vectors)
        features = hstack([csr_matrix(vectors @ directions, dtype=np.float32), ngrams], format="csr")
        # All intents in one call: threads would share liblinear's random numbers, and no two trainings would
        # be the same.
        machine = LinearSVC(C=_PENALTY, random_state=42).fit(features, list(intents))
        self.intents = [str(name) for name in machine.classes_]
        of_directions, of_ngrams = np.split(machine.coef_.T, [directions.shape[1]])
        # One row a feature, so that a message, which has few n-grams, reads few rows.
        weights = np.vstack([directions @ of_directions, of_ngrams])
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = machine.intercept_.astype(np.float32)
        return self

    def confidences(self, texts: Sequence[Text], vectors: np.ndarray) -> np.ndarray:
        """Return a row a text with the confidence of each of `intents`, from 0 to 1, together 1."""
        of_vectors, of_ngrams = np.split(self._weights, [vectors.shape[1]])
        # Of the kind that the weights are: were they of two, all weights would be converted for each message.
        ngrams = self._ngrams.transform(_folded(texts)).astype(np.float32)
        distances = vectors @ of_vectors + ngrams @ of_ngrams + self._bias
        sharp = np.exp(_SHARPNESS * (distances - distances.max(axis=1, keepdims=True)))
        return sharp / sharp.sum(axis=1, keepdims=True)

    def save(self, folder: Path) -> None:
        """Keep plain numbers and JSON: a model that holds no code cannot run any when it is loaded."""
        vocabulary = sorted(self._ngrams.vocabulary_, key=self._ngrams.vocabulary_.get)
        np.savez(folder / "weights.npz", weights=self._weights, bias=self._bias, idf=self._ngrams.idf_)
        words = {"intents": self.intents, "ngrams": vocabulary}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    def load(self, folder: Path) -> "LinearModel":
        """Read what `save` kept. Raises what reading raises."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        self.intents = words["intents"]
        self._ngrams = _vectorizer({ngram: place for place, ngram in enumerate(words["ngrams"])})
        with np.load(folder / "weights.npz", allow_pickle=False) as numbers:
            self._weights, self._bias = numbers["weights"], numbers["bias"]
            self._ngrams.idf_ = numbers["idf"]
        return self


def _directions(vectors: np.ndarray) -> np.ndarray:
    """Return the directions in which the vectors are longest, one a column."""
    vectors = vectors.astype(np.float64)
    _, found = np.linalg.eigh(vectors.T @ vectors)
    return found[:, ::-1][:, :_DIRECTIONS]


def _vectorizer(vocabulary: Optional[Dict[Text, int]] = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32, vocabulary=vocabulary
    )


def _folded(texts: Sequence[Text]) -> List[Text]:
    """Return the texts without accents and in small letters: parents leave them out as they type."""
    return [fold(text[:CHARACTERS_READ]) for text in texts]
