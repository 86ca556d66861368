"""A training takes over what was learnt before by the same code, and is done by one program at a time."""

import io
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rich.console import Console

from desk import training
from desk.training import cache_of, train_if_needed

LEARNT = "what was learnt"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("bot/linear_model.py", "bot/nlg.py", "guide/spelling.py", "data/nlu/nl/gesprek.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    cache = cache_of(tmp_path)
    cache.mkdir(parents=True)
    (cache / LEARNT).touch()
    return tmp_path


@pytest.mark.parametrize("changed", ["bot/nlg.py", "data/nlu/nl/gesprek.yml"])
def test_what_was_learnt_is_kept_when_data_or_other_code_change(root: Path, changed: str) -> None:
    (root / changed).write_text("after")
    assert (cache_of(root) / LEARNT).exists()


@pytest.mark.parametrize("changed", ["bot/linear_model.py", "guide/spelling.py"])
def test_what_was_learnt_by_other_code_is_dropped(root: Path, changed: str) -> None:
    before = cache_of(root)
    (root / changed).write_text("after")
    assert cache_of(root) != before
    assert not before.exists()


def test_of_two_that_start_at_once_one_trains_and_the_other_waits(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, trained = root / "models" / "model.tar.gz", []

    def slowly(_root: Path, to: Path, *_: object) -> None:
        trained.append(to)
        time.sleep(0.3)
        to.write_text("a model")

    monkeypatch.setattr(training, "_train", slowly)
    said = io.StringIO()
    with ThreadPoolExecutor() as both:
        done = list(both.map(lambda _: train_if_needed(root, model, {}, Console(file=said)), range(2)))
    assert sorted(done) == [False, True]
    assert trained == [model]
    assert "waiting for it" in said.getvalue()
