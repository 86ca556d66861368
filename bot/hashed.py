"""Where things stand in a long list, found by their hashes: a dictionary of 200,000 would take 25 MB."""

from typing import Hashable, Iterable, Sequence

import numpy as np


class Hashed:
    """The places of texts or bytes. That two of them have the same hash of 64 bits is not to be feared."""

    def __init__(self, things: Iterable[Hashable] = ()) -> None:
        """Take the things in the order of their places. Of two that are the same the first counts."""
        hashes = np.fromiter(map(hash, things), np.int64)
        # Stable, so that the first of two comes first.
        self._places = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._places]

    def places(self, asked: Sequence[Hashable]) -> np.ndarray:
        """Return where each of the things that are asked for stands, -1 for what is not there."""
        wanted = np.fromiter(map(hash, asked), np.int64, len(asked))
        if not len(self._hashes):
            return np.full(len(asked), -1)
        at = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        return np.where(self._hashes[at] == wanted, self._places[at], -1)
