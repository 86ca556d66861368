"""The linear model that understands parents: sentence vectors beside character n-grams, no Rasa here."""

import json
from collections import Counter
from pathlib import Path
from typing import Dict, List, Sequence, Text

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.arabizi import as_heard
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
        self._of_vectors = self._of_ngrams = np.zeros((0, 0), dtype=np.float32)
        self._bias = self._idf = np.zeros(0, dtype=np.float32)
        self._places: Dict[Text, int] = {}
        self._split = _vectorizer().build_analyzer()

    def fit(self, texts: Sequence[Text], vectors: np.ndarray, intents: Sequence[Text]) -> "LinearModel":
        """Learn from texts, their sentence vectors (one row a text) and their intents."""
        vectorizer = _vectorizer()
        ngrams = vectorizer.fit_transform(_folded(texts))
        self._places = {ngram: int(place) for ngram, place in vectorizer.vocabulary_.items()}
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
        self._of_ngrams = np.ascontiguousarray(of_ngrams, dtype=np.float32)
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
        counted = Counter(
            place for ngram in self._split(text) if (place := self._places.get(ngram)) is not None
        )
        if not counted:
            return np.zeros_like(self._bias)
        places = np.fromiter(counted, dtype=np.intp)
        weighed = (1 + np.log(np.fromiter(counted.values(), dtype=np.float32))) * self._idf[places]
        return weighed / np.linalg.norm(weighed) @ self._of_ngrams[places]

    def save(self, folder: Path) -> None:
        """Keep plain numbers and JSON: a model that holds no code cannot run any when it is loaded."""
        numbers = {"of_vectors": self._of_vectors, "of_ngrams": self._of_ngrams}
        np.savez(folder / "weights.npz", bias=self._bias, idf=self._idf, **numbers)
        words = {"intents": self.intents, "ngrams": sorted(self._places, key=self._places.__getitem__)}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    def load(self, folder: Path) -> "LinearModel":
        """Read what `save` kept. Raises what reading raises."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        self.intents = words["intents"]
        self._places = {ngram: place for place, ngram in enumerate(words["ngrams"])}
        with np.load(folder / "weights.npz", allow_pickle=False) as numbers:
            self._of_vectors, self._of_ngrams = numbers["of_vectors"], numbers["of_ngrams"]
            self._bias, self._idf = numbers["bias"], numbers["idf"]
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
