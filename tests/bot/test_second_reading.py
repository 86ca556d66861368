"""What is not surely understood is read again by a transformer; what is sure, a button or Latin Arabic is not."""

import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import transformer
from bot.featurizer import SentenceFeaturizer, encode
from bot.second_model import ENCODER, TRANSFORMER, SecondModel, weighed
from bot.second_reading import SecondReading
from desk.training import READ

TRANSPORT = ["de taxi komt niet", "wie betaalt het busje", "the school bus never came", "автобус не приїхав"]
DYSLEXIA = [
    "hij leest de letters door elkaar",
    "reading is so hard for her",
    "okumakta zorlanıyor",
    "дислексія",
]
SUSPENDED = [
    "hij is geschorst",
    "ze is drie dagen geschorst",
    "he got suspended",
    "його відсторонили від уроків",
]


@pytest.fixture(scope="module")
def learnt() -> SecondModel:
    told = {"leerlingenvervoer": TRANSPORT, "schorsing": SUSPENDED, "dyslexie": DYSLEXIA}
    intents = [intent for intent, texts in told.items() for _ in texts]
    texts = [text for texts in told.values() for text in texts]
    of_both = SecondModel().fit(TRANSFORMER, transformer.read(texts), intents)
    return of_both.fit(ENCODER, encode(texts), intents)


def reading(model: SecondModel) -> SecondReading:
    component = SecondReading(None, Resource("none"))
    component._model = model
    return component


def heard(text: str, confidence: float) -> Message:
    """A message that the first classifier takes for a suspension, which it is not."""
    guesses = {"schorsing": confidence, "leerlingenvervoer": (1 - confidence) / 2}
    ranking = [{"name": name, "confidence": likely} for name, likely in guesses.items()]
    message = Message({TEXT: text, INTENT: ranking[0], INTENT_RANKING_KEY: ranking})
    return SentenceFeaturizer("vectors", SentenceFeaturizer.get_default_config()).process([message])[0]


def test_what_is_not_sure_is_read_again_in_a_language_that_had_no_such_example(learnt: SecondModel) -> None:
    (message,) = reading(learnt).process([heard("servis bugün gelmedi", 0.4)])
    assert message.get(INTENT)["name"] == "leerlingenvervoer"
    assert [guess["name"] for guess in message.get(INTENT_RANKING_KEY)] == ["leerlingenvervoer", "schorsing"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("servis bugün gelmedi", 0.995),
        ("/schorsing", 0.4),
        ("el bas ma 2eja el youm 3al madrase", 0.4),
    ],
    ids=["sure", "a button", "Arabic in Latin letters"],
)
def test_the_rest_stays_as_it_was_heard(learnt: SecondModel, text: str, confidence: float) -> None:
    (message,) = reading(learnt).process([heard(text, confidence)])
    assert message.get(INTENT) == {"name": "schorsing", "confidence": confidence}


@pytest.mark.parametrize("confidence", [0.96, 0.4], ids=["sure", "not sure"])
def test_the_likeliest_fifteen_are_handed_on(learnt: SecondModel, confidence: float) -> None:
    message = heard("servis bugün gelmedi", confidence)
    others = [{"name": f"another {number}", "confidence": 1e-4} for number in range(28)]
    message.set(INTENT_RANKING_KEY, [*message.get(INTENT_RANKING_KEY), *others])
    reading(learnt).process([message])
    assert len(message.get(INTENT_RANKING_KEY)) == 15
    assert message.get(INTENT_RANKING_KEY)[0] == message.get(INTENT)


def test_what_has_learnt_nothing_changes_nothing() -> None:
    (message,) = reading(SecondModel()).process([heard("servis bugün gelmedi", 0.4)])
    assert message.get(INTENT) == {"name": "schorsing", "confidence": 0.4}


def test_what_was_learnt_is_the_same_after_a_restart(learnt: SecondModel, tmp_path: Path) -> None:
    learnt.save(tmp_path)
    again = SecondModel().load(tmp_path)
    for vectors in ({TRANSFORMER: transformer.read(TRANSPORT)[0]}, {ENCODER: encode(TRANSPORT)[0]}):
        assert again.confidences(vectors) == pytest.approx(learnt.confidences(vectors))


confidences = st.floats(1e-9, 0.95)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(confidences, st.floats(0, 1)), min_size=1))
def test_the_confidences_keep_their_sum_and_come_likeliest_first(
    heard: dict[str, tuple[float, float]],
) -> None:
    first = {name: likely for name, (likely, _) in heard.items()}
    said = weighed(first, {name: likely for name, (_, likely) in heard.items()})
    assert sum(said.values()) == pytest.approx(sum(first.values()))
    assert list(said.values()) == sorted(said.values(), reverse=True)


def test_the_second_reading_decides_nothing_where_it_sees_no_difference() -> None:
    first = {"schorsing": 0.5, "verwijdering": 0.3, "klacht": 0.1}
    assert list(weighed(first, dict.fromkeys(first, 0.3))) == list(first)


def test_an_example_is_read_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.npz"
    first = transformer.read_once(TRANSPORT, kept)
    read: list[str] = []
    reads = transformer.read
    monkeypatch.setattr(transformer, "read", lambda texts: read.extend(texts) or reads(texts))
    again = transformer.read_once([*SUSPENDED, *TRANSPORT], kept)
    assert read == SUSPENDED
    assert np.array_equal(again[len(SUSPENDED) :], first)
    assert np.allclose(first, reads(TRANSPORT), atol=1e-3)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.npz"]


def test_how_far_it_is_with_reading_is_told_to_who_trains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(transformer, "_AT_ONCE", 3)
    with caplog.at_level(logging.INFO):
        transformer.read_once(TRANSPORT, tmp_path / "kept.npz")
    assert READ.findall(caplog.text) == ["0 of 4", "3 of 4"]


def test_what_was_kept_and_is_spoilt_is_read_again(tmp_path: Path) -> None:
    kept = tmp_path / "kept.npz"
    whole = transformer.read_once(DYSLEXIA, kept)
    for spoilt in (b"", b"PK\x03\x04", kept.read_bytes()[:100]):
        kept.write_bytes(spoilt)
        assert np.array_equal(transformer.read_once(DYSLEXIA, kept), whole)


@settings(max_examples=30)
@given(st.text(st.characters(), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    (vector,) = transformer.read([text])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("text", ["\ufdfa" * 1000, "\ud800", "", "a\0b", "😭" * 500], ids=ascii)
def test_odd_letters_do_it_no_harm(text: str) -> None:
    (vector,) = transformer.read([text])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
