"""Tuning goes through the same layers as a message does, and tells apart what it was shown."""

from collections import Counter

import numpy as np
import pytest
import tensorflow as tf

from bot import tuning
from bot.e5 import E5, TUNED, TUNED_ON
from bot.e5_file import of_package
from bot.evaluation import Example, examples, split
from bot.transformer import is_tuned_on

TAXI = ["de taxi komt niet", "the school bus never came", "servis gelmedi", "автобус не приїхав"]
READING = ["hij leest zo traag", "reading is hard for her", "okumakta zorlanıyor", "їй важко читати"]


def test_the_layers_that_are_tuned_give_what_the_network_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning, "_DROPPED", 0.0)
    net = E5(of_package())
    ids = np.array([net.ids("de taxi komt niet"), net.ids("de taxi komt wel")])
    states = tf.constant(net.first(ids))
    for layer in net.layers():
        of = {name: tf.constant(weights) for name, weights in layer.items()}
        states = tuning._through(states, of, tuning._no_changes(layer), net.heads)
    vectors = tf.math.l2_normalize(tf.reduce_mean(states, axis=1), axis=1).numpy()
    # It multiplies in half precision.
    likeness = (vectors * net.vectors(["de taxi komt niet", "de taxi komt wel"])).sum(axis=1)
    assert likeness.min() > 0.999


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


ALL = [
    Example(language, topic, f"{topic} {number} {language}")
    for language in ("nl", "pl")
    for topic, count in (("dyslexie", 80), ("klacht", 30), ("hulp", 3))
    for number in range(count)
]


def test_of_each_topic_in_each_language_an_eighth_is_kept_to_measure_with() -> None:
    shown, kept = split(ALL, lambda _: True)
    assert sorted(shown + kept) == sorted(ALL)
    counts = Counter((example.language, example.intent) for example in kept)
    assert counts == {
        (language, topic): count
        for language in ("nl", "pl")
        for topic, count in (("dyslexie", 10), ("klacht", 3), ("hulp", 1))
    }
    assert split(ALL[::-1], lambda _: True)[1][::-1] == kept


def test_what_the_transformer_was_tuned_on_is_never_asked() -> None:
    before, kept = split(ALL, lambda _: True)
    known = {example.text for example in before}
    new = [Example("nl", "klacht", f"nieuw {number}") for number in range(40)]
    _, asked = split(ALL + new, lambda text: text not in known)
    assert not known & {example.text for example in asked}
    assert set(asked) <= {*kept, *new}


def test_which_examples_it_was_tuned_on_is_kept_with_what_it_learnt() -> None:
    found = examples()
    with np.load(TUNED, allow_pickle=False) as kept:
        learnt = len(kept[TUNED_ON])
    known = sum(is_tuned_on(example.text) for example in found)
    assert known > 0.75 * len(found)
    assert known > 0.99 * learnt
    assert not is_tuned_on("een zin die in geen enkel voorbeeld staat")


def test_all_are_seen_once_in_each_round() -> None:
    ids = [[1] * (1 + number % 5) for number in range(300)]
    seen = [place for places, _ in tuning._batches(ids) for place in places]
    assert sorted(seen) == sorted(list(range(300)) * tuning._ROUNDS)


def test_of_each_text_some_pieces_are_left_out_and_the_others_keep_their_order() -> None:
    rows, chance = np.tile(np.arange(30), (8, 1)), np.random.default_rng(1)
    lengths = set()
    for _ in range(50):
        seen = tuning._with_less(rows, chance)
        assert (np.diff(seen, axis=1) > 0).all()
        lengths.add(seen.shape[1])
    assert min(lengths) < 27 < max(lengths)
    assert tuning._with_less(rows[:, :4], chance).shape == (8, 4)


def test_a_step_grows_soon_and_then_fades() -> None:
    slopes = [tuning._slope(done / 100) for done in range(101)]
    assert max(slopes) > 0.95
    assert slopes.index(max(slopes)) < 10
    assert slopes[-1] == pytest.approx(0)
    assert min(slopes) >= 0
