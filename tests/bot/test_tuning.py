"""Tuning goes through the same layers as a message does, and tells apart what it was shown."""

import numpy as np
import pytest
import tensorflow as tf

from bot import tuning
from bot.e5 import E5
from bot.e5_file import of_package
from bot.evaluation import Example, split
from bot.transformer import is_tuned_on

TAXI = ["de taxi komt niet", "the school bus never came", "servis gelmedi", "автобус не приїхав"]
READING = ["hij leest zo traag", "reading is hard for her", "okumakta zorlanıyor", "їй важко читати"]


def test_the_layers_that_are_tuned_give_what_the_network_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning, "_DROPPED", 0.0)
    net = E5(of_package())
    ids = np.array([net.ids("de taxi komt niet"), net.ids("de taxi komt wel")])
    states = tf.constant(net.below(ids))
    for layer in net.upper():
        of = {name: tf.constant(weights) for name, weights in layer.items()}
        states = tuning._through(states, of, tuning._no_changes(layer), net.heads)
    vectors = tf.math.l2_normalize(tf.reduce_mean(states, axis=1), axis=1).numpy()
    assert np.allclose(vectors, net.vectors(["de taxi komt niet", "de taxi komt wel"]), atol=1e-3)


def test_texts_of_one_meaning_come_nearer_to_each_other_than_to_those_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tuning, "_ROUNDS", 15)
    changes = tuning.tuned([*TAXI, *READING], ["leerlingenvervoer"] * 4 + ["dyslexie"] * 4)
    before, after = (
        _apart(net.vectors([*TAXI, *READING]))
        for net in (E5(of_package()), E5(of_package()).with_changes(changes))
    )
    assert after > 1.2 * before


def _apart(vectors: np.ndarray) -> float:
    """How much more alike those of one meaning are than those of two."""
    likeness = vectors @ vectors.T
    within = (likeness[:4, :4].sum() + likeness[4:, 4:].sum() - 8) / 24
    return float(within - likeness[:4, 4:].mean())


def test_an_eighth_of_the_examples_is_kept_from_it_to_measure_with() -> None:
    asked = [Example("nl", "dyslexie", f"voorbeeld {number}") for number in range(2000)]
    shown, kept = split(asked)
    assert 200 < len(kept) < 300
    assert sorted(shown + kept) == sorted(asked)
    assert all(is_tuned_on(example.text) for example in shown)
    assert not any(is_tuned_on(example.text) for example in kept)


def test_all_are_seen_once_in_each_round() -> None:
    ids = [[1] * (1 + number % 5) for number in range(300)]
    seen = [place for places in tuning._batches(ids) for place in places]
    assert sorted(seen) == sorted(list(range(300)) * tuning._ROUNDS)


def test_a_step_grows_soon_and_then_fades() -> None:
    slopes = [tuning._slope(done / 100) for done in range(101)]
    assert max(slopes) > 0.95
    assert slopes.index(max(slopes)) < 10
    assert slopes[-1] == pytest.approx(0)
    assert min(slopes) >= 0
