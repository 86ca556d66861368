"""Tune the layers of the transformer on seven eighths of the examples: `wegwijs nlu tune`.

    python -m bot.tuning

Each weight gets a change of low rank (LoRA), so that what is kept is small and what the layers know of six
languages stays. The last eighth is what it is measured with (bot/evaluation.py).
"""

import math
import sys
import time
from typing import Callable, Dict, Iterator, List, Sequence, Text, Tuple

import numpy as np
import tensorflow as tf

from bot.e5 import DENSE, E5, LEAST_VARIANCE, SIZE, TUNED, TUNED_ON, Layer, by_length
from bot.e5_file import of_package
from bot.evaluation import examples, split
from bot.transformer import clean, number_of

# How the changes are made and learnt; measured in docs/performance.md ("Understanding").
_RANK = 32
_ROUNDS = 5
_AT_ONCE = 256
# The share of the pieces that is left out of a text each time it is seen, if it has more than so many.
_LEFT_OUT, _FEW = 0.1, 5
_STEP, _DECAY, _LONGEST_STEP = 2e-3, 1e-2, 1.0
# The share of the steps in which they grow.
_GROWING = 0.06
_DROPPED, _DROPPED_OF_HEAD = 0.1, 0.5
_HIDDEN = 1024
_SMOOTHED = 0.1
# As bot/perceptron.py sees the vectors.
_LENGTH = 12.0
# Of so many texts one tells where the middle of all vectors is.
_ONE_OF = 16


class Tuning(tf.Module):
    """The layers with their changes, and a head that names the intent and is thrown away."""

    def __init__(self, net: E5, middle: np.ndarray, intents: int) -> None:
        """Begin with changes that change nothing. `middle` is what the vectors are seen from."""
        super().__init__()
        self._heads, self._middle = net.heads, tf.constant(middle)
        self._layers = [{name: tf.constant(of) for name, of in layer.items()} for layer in net.layers()]
        self.changes = [_no_changes(layer) for layer in net.layers()]
        self._head = tf.keras.Sequential(
            [
                tf.keras.layers.Input(middle.shape),
                tf.keras.layers.Dense(_HIDDEN, activation="gelu"),
                tf.keras.layers.Dropout(_DROPPED_OF_HEAD),
                tf.keras.layers.Dense(intents),
            ]
        )

    def __call__(self, states: tf.Tensor) -> tf.Tensor:
        """Return what speaks for each intent, of equally long texts by their states, while it learns."""
        for of, changes in zip(self._layers, self.changes, strict=True):
            states = _through(states, of, changes, self._heads)
        vectors = tf.math.l2_normalize(tf.reduce_mean(states, axis=1), axis=1)
        seen = tf.math.l2_normalize(vectors - self._middle, axis=1)
        return self._head(_LENGTH * seen, training=True)

    def kept(self) -> Dict[Text, np.ndarray]:
        """Return the changes as bot/e5.py reads them."""
        return {
            f"{number}.{name}": change.numpy().astype(np.float16)
            for number, of_layer in enumerate(self.changes)
            for name, change in of_layer.items()
        }


def _no_changes(layer: Layer) -> Dict[Text, tf.Variable]:
    changes = {}
    for name in DENSE:
        rows, columns = layer[f"{name}.w"].shape
        changes[f"{name}.down"] = tf.Variable(tf.random.normal((rows, _RANK)) / math.sqrt(rows))
        changes[f"{name}.up"] = tf.Variable(tf.zeros((_RANK, columns)))
    return changes


def _through(
    states: tf.Tensor, of: Dict[Text, tf.Tensor], changes: Dict[Text, tf.Variable], heads: int
) -> tf.Tensor:
    """Return the states after a layer: what `E5` does, with changes, and something left out at random."""

    def dense(name: Text, given: tf.Tensor) -> tf.Tensor:
        weights = of[f"{name}.w"] + changes[f"{name}.down"] @ changes[f"{name}.up"]
        return tf.cast(_halved(given) @ _halved(weights), tf.float32) + of[f"{name}.b"]

    def normed(name: Text, given: tf.Tensor) -> tf.Tensor:
        middle, spread = tf.nn.moments(given, axes=[-1], keepdims=True)
        scaled = (given - middle) * tf.math.rsqrt(spread + LEAST_VARIANCE)
        return scaled * of[f"{name}.w"] + of[f"{name}.b"]

    shape = tf.shape(states)
    size = states.shape[-1]
    flat = tf.reshape(states, (-1, size))
    parts = (shape[0], shape[1], heads, size // heads)
    asked, offered, told = (
        tf.transpose(tf.reshape(dense(name, flat), parts), (0, 2, 1, 3)) for name in ("q", "k", "v")
    )
    likeness = tf.matmul(asked, offered, transpose_b=True) / math.sqrt(size // heads)
    heard = tf.transpose(tf.nn.softmax(likeness) @ told, (0, 2, 1, 3))
    attended = dense("ao", tf.reshape(heard, (-1, size)))
    flat = normed("aln", flat + tf.nn.dropout(attended, _DROPPED))
    inner = dense("fo", tf.nn.gelu(dense("fi", flat)))
    return tf.reshape(normed("oln", flat + tf.nn.dropout(inner, _DROPPED)), shape)


def tuned(texts: Sequence[Text], intents: Sequence[Text]) -> Dict[Text, np.ndarray]:
    """Return the changes that tell the intents of these texts apart best. Takes a quarter of an hour."""
    tf.keras.utils.set_random_seed(42)
    net = E5(of_package())
    named = sorted(set(intents))
    meant = np.eye(len(named), dtype=np.float32)[[named.index(intent) for intent in intents]]
    ids = [net.ids(clean(text)) for text in texts]
    tuning = Tuning(net, net.vectors(texts[::_ONE_OF]).mean(axis=0), len(named))
    optimizer = tf.keras.optimizers.AdamW(_STEP, _DECAY, global_clipnorm=_LONGEST_STEP)
    learn = _step(tuning, optimizer, len(named))
    steps = _ROUNDS * sum(1 for _ in by_length(ids, _AT_ONCE))
    began = time.monotonic()
    for step, (places, rows) in enumerate(_batches(ids)):
        optimizer.learning_rate.assign(_STEP * _slope(step / steps))
        loss = learn(net.first(rows), meant[places])
        if (step + 1) % 50 == 0:
            seconds = time.monotonic() - began
            sys.stdout.write(f"{step + 1} of {steps} steps, loss {loss:.3f}, {seconds:.0f} s\n")
    return tuning.kept()


def _halved(numbers: tf.Tensor) -> tf.Tensor:
    """Return numbers as bfloat16, which some processors (AVX512_BF16) multiply several times as fast."""
    return tf.cast(numbers, tf.bfloat16)


def _batches(ids: Sequence[List[int]]) -> Iterator[Tuple[List[int], np.ndarray]]:
    """Yield in each round all texts, some that are equally long at a time, in another order each time.

    Yields where they stand, and their pieces, of which some are left out.
    """
    chance = np.random.default_rng(42)
    for _ in range(_ROUNDS):
        order = chance.permutation(len(ids))
        batches = list(by_length([ids[place] for place in order], _AT_ONCE))
        for number in chance.permutation(len(batches)):
            places, rows = batches[number]
            yield order[places].tolist(), _with_less(rows, chance)


def _with_less(rows: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Return rows of pieces without some of them, others in each row, but equally many."""
    length = rows.shape[1]
    kept = length - chance.binomial(length, _LEFT_OUT) if length > _FEW else length
    places = np.argsort(chance.random(rows.shape), axis=1)[:, : max(kept, _FEW - 1)]
    return np.take_along_axis(rows, np.sort(places, axis=1), axis=1)


def _slope(done: float) -> float:
    """Return how large a step is, from 0 to 1: soon the largest, and then ever smaller."""
    return min((done + 1e-3) / _GROWING, (1 - done) / (1 - _GROWING))


def _step(
    tuning: Tuning, optimizer: tf.keras.optimizers.Optimizer, intents: int
) -> Callable[[np.ndarray, np.ndarray], tf.Tensor]:
    """Return what learns from some texts at once, by their states and what is meant, and tells the loss."""
    loss_of = tf.keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=_SMOOTHED, reduction=tf.keras.losses.Reduction.SUM
    )
    given = tf.TensorSpec((None, None, SIZE)), tf.TensorSpec((None, intents))

    @tf.function(input_signature=given, autograph=False)
    def learn(states: tf.Tensor, meant: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            # Not their mean: where few are equally long, each would count for more.
            loss = loss_of(meant, tuning(states)) / _AT_ONCE
        weights = tuning.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
        return loss

    return learn


def main() -> None:
    """Tune, and keep the changes where bot/e5.py reads them."""
    shown, _ = split(examples(), lambda _: True)
    changes = tuned([e.text for e in shown], [e.intent for e in shown])
    learnt = np.array(sorted({number_of(e.text) for e in shown}), dtype=np.uint32)
    np.savez_compressed(TUNED, **changes, **{TUNED_ON: learnt})
    sys.stdout.write(f"{TUNED}: tuned on {len(shown)} examples. Now: wegwijs train.\n")


if __name__ == "__main__":
    main()
