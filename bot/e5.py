"""multilingual-e5-small in numpy, with what tuning has added to its layers: no Rasa here."""

from collections import defaultdict
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Sequence, Text, Tuple

import numpy as np
from scipy.special import ndtr

from bot.e5_file import E5File
from bot.pieces import Pieces
from bot.rounded import Rounded

# What `wegwijs nlu tune` makes: of each weight of the layers a change of low rank (LoRA), and which texts it
# learnt from (bot/transformer.py).
TUNED, TUNED_ON = Path(__file__).with_name("e5_tuned.npz"), "tuned_on"
DENSE = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
SIZE = 384
LEAST_VARIANCE = 1e-12
# What the model was taught to find before a question.
_QUESTION = "query: "
# As many texts go through the layers together.
AT_ONCE = 128

# What a layer is made of, in full precision.
Layer = Dict[Text, np.ndarray]


class _Kept(NamedTuple):
    """What a layer is made of, as it is kept: weights with a row for each number out, biases and scales."""

    weights: Dict[Text, Rounded]
    numbers: Dict[Text, np.ndarray]


class E5:
    """The network: texts in, the states of their pieces or one vector a text out."""

    def __init__(self, file: E5File) -> None:
        """Read the weights as they come in the file. Raises what reading raises."""
        self._file, self._of, self._pieces = file, file.header, Pieces(file)
        kind = file.numbers("emb.type")[: self._of.size]
        self._places = file.numbers("emb.pos").reshape(-1, self._of.size) + kind
        self._first = {f"ln.{part}": file.numbers(f"emb.ln.{part}") for part in "wb"}
        self._layers = [_kept(file, number) for number in range(self._of.layers)]

    @property
    def heads(self) -> int:
        """In how many parts a state is compared with the others."""
        return self._of.heads

    def with_changes(self, changes: Dict[Text, np.ndarray]) -> "E5":
        """Add to the weights what was tuned: `6.q.down` and `6.q.up` for the layer 6, and so on."""
        for name in (name.removesuffix(".down") for name in changes if name.endswith(".down")):
            layer, dense = name.split(".")
            weights = self._layers[int(layer)].weights
            change = changes[f"{name}.down"].astype(np.float32) @ changes[f"{name}.up"].astype(np.float32)
            weights[dense] = Rounded.of(weights[dense].rows() + change.T)
        return self

    def layers(self) -> List[Layer]:
        """Return the layers in full precision; the weights have a row for each number in."""
        return [
            {**of.numbers, **{f"{name}.w": weights.rows().T for name, weights in of.weights.items()}}
            for of in self._layers
        ]

    def ids(self, text: Text) -> List[int]:
        """Return the numbers of the pieces of a question, as many as the network has places for."""
        found = self._pieces.ids(_QUESTION + text)
        return found[: len(self._places)]

    def first(self, ids: np.ndarray) -> np.ndarray:
        """Return the states of questions of equal length (one row of pieces each) below all layers."""
        states = self._file.rows("emb.word", self._of.size, ids) + self._places[: ids.shape[1]]
        return _normed(states, self._first, "ln")

    def vectors(self, texts: Sequence[Text]) -> np.ndarray:
        """Return one vector a text, each of length 1."""
        found = np.zeros((len(texts), self._of.size), dtype=np.float32)
        for places, ids in by_length([self.ids(text) for text in texts]):
            found[places] = self._through(self.first(ids)).mean(axis=1)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    def _through(self, states: np.ndarray) -> np.ndarray:
        for of in self._layers:
            attended = self._attended(states, of)
            states = _normed(states + _dense(attended, of, "ao"), of.numbers, "aln")
            inner = _dense(states, of, "fi")
            states = _normed(states + _dense(inner * ndtr(inner), of, "fo"), of.numbers, "oln")
        return states

    def _attended(self, states: np.ndarray, of: _Kept) -> np.ndarray:
        texts, pieces, size = states.shape
        parts = (texts, pieces, self._of.heads, size // self._of.heads)
        asked, offered, told = (
            _dense(states, of, name).reshape(parts).transpose(0, 2, 1, 3) for name in ("q", "k", "v")
        )
        likeness = asked @ offered.transpose(0, 1, 3, 2) / np.sqrt(parts[-1], dtype=np.float32)
        shares = np.exp(likeness - likeness.max(axis=-1, keepdims=True))
        heard = shares / shares.sum(axis=-1, keepdims=True) @ told
        joined: np.ndarray = heard.transpose(0, 2, 1, 3).reshape(states.shape)
        return joined


def by_length(
    rows: Sequence[Sequence[int]], at_once: int = AT_ONCE
) -> Iterator[Tuple[List[int], np.ndarray]]:
    """Yield rows that are equally long together, some at once: where they stood, and themselves."""
    places: Dict[int, List[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        places[len(row)].append(place)
    for equal in places.values():
        for some in (equal[i : i + at_once] for i in range(0, len(equal), at_once)):
            yield some, np.array([rows[place] for place in some])


def _kept(file: E5File, number: int) -> _Kept:
    size, inner = file.header.size, file.header.inner
    weights, numbers = {}, {}
    for name in DENSE:
        columns = inner if name == "fo" else size
        weights[name] = Rounded.of(file.weights(f"l{number}.{name}.w", columns))
        numbers[f"{name}.b"] = file.numbers(f"l{number}.{name}.b")
    for name in _NORMS:
        numbers.update({f"{name}.{part}": file.numbers(f"l{number}.{name}.{part}") for part in "wb"})
    return _Kept(weights, numbers)


def _dense(states: np.ndarray, of: _Kept, name: Text) -> np.ndarray:
    # The weights lie a row for each number out, and so come first: half the time for one short text.
    found = of.weights[name].times(states.reshape(-1, states.shape[-1]).T).T + of.numbers[f"{name}.b"]
    return found.reshape(*states.shape[:-1], -1)


def _normed(states: np.ndarray, of: Layer, name: Text) -> np.ndarray:
    seen = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt((seen * seen).mean(axis=-1, keepdims=True) + LEAST_VARIANCE)
    found: np.ndarray = seen / spread * of[f"{name}.w"] + of[f"{name}.b"]
    return found
