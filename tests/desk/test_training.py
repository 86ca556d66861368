"""A training takes over what was learnt before, as long as it was learnt by the same code."""

from pathlib import Path

import pytest

from desk.training import cache_of

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
