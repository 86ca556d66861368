"""Weights that are kept in one byte each: a quarter of the memory (docs/performance.md, "Memory")."""

from typing import NamedTuple, Union

import numpy as np

_MOST = 127
# What is smaller is taken for nothing: a step may not be so short that it is none.
_LEAST = 1e-30


class Rounded(NamedTuple):
    """A table of numbers, of each the nearest of 255 steps; how long a step is, is its row's own.

    `steps` has a row for each row of the table, `lengths` one number for each.
    """

    steps: np.ndarray
    lengths: np.ndarray

    @classmethod
    def of(cls, table: np.ndarray) -> "Rounded":
        """Round the numbers of a table."""
        most = np.abs(table).max(axis=1, initial=_LEAST)
        lengths = (most / _MOST).astype(np.float32)
        return cls(np.rint(table / lengths[:, np.newaxis]).astype(np.int8), lengths)

    def rows(self, places: Union[np.ndarray, slice] = slice(None)) -> np.ndarray:
        """Return some rows, or all, in single precision."""
        found: np.ndarray = self.steps[places] * self.lengths[places, np.newaxis]
        return found

    def times(self, states: np.ndarray) -> np.ndarray:
        """Return the product of the table with what has a row for each of its columns."""
        found: np.ndarray = (self.steps.astype(np.float32) @ states) * self.lengths[:, np.newaxis]
        return found
