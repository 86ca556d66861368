"""Take a text apart into the word pieces that the transformer knows (SentencePiece's unigram model)."""

import re
from typing import List, Text, Tuple

import numpy as np

from bot.e5_file import E5File
from bot.hashed import Hashed

_SPACE, _SHOWN_SPACE = " ", "\u2581"
_SPACES = re.compile(" {2,}")
# Where a piece ends, its number and its score.
_Known = Tuple[int, int, float]
# What no piece covers costs more than the least likely piece does.
_COST_OF_UNKNOWN = 10.0


class Pieces:
    """The pieces that are known, and how a text is taken apart into them."""

    def __init__(self, file: E5File) -> None:
        """Take the pieces from the file."""
        self._of = file.header
        self._read_as = str.maketrans(file.read_as)
        self._of_unknown = float(file.scores.min()) - _COST_OF_UNKNOWN
        self._longest = max(map(len, file.pieces()))
        self._pieces, self._scores = Hashed(file.pieces()), file.scores

    def ids(self, text: Text) -> List[int]:
        """Return the likeliest pieces that make a text, by their numbers, between beginning and end."""
        letters = [letter.encode("utf-8") for letter in self._spelled(text)]
        return [self._of.begin, *self._likeliest(letters), self._of.end]

    def _spelled(self, text: Text) -> Text:
        plain = _SPACES.sub(_SPACE, text.translate(self._read_as))
        plain = plain if plain.startswith(_SPACE) else _SPACE + plain
        return plain.replace(_SPACE, _SHOWN_SPACE)

    def _likeliest(self, letters: List[bytes]) -> List[int]:
        """Return the pieces with the highest sum of scores (Viterbi's path)."""
        count = len(letters)
        best = [0.0] + [-np.inf] * count
        came: List[int] = [0] * (count + 1)
        by: List[int] = [self._of.unknown] * (count + 1)
        known = self._known(letters)
        for start in range(count):
            for end, place, score in known[start]:
                if best[start] + score > best[end]:
                    best[end], came[end], by[end] = best[start] + score, start, place
            if best[start] + self._of_unknown > best[start + 1]:
                unknown = self._of.unknown
                best[start + 1], came[start + 1], by[start + 1] = (
                    best[start] + self._of_unknown,
                    start,
                    unknown,
                )
        found = []
        while count:
            found.append(by[count])
            count = came[count]
        return found[::-1]

    def _known(self, letters: List[bytes]) -> List[List[_Known]]:
        """Return for each letter the pieces that begin there: where each ends, its number and its score."""
        spans, pieces = [], []
        for start in range(len(letters)):
            said = b""
            for end in range(start, len(letters)):
                said += letters[end]
                if len(said) > self._longest:
                    break
                spans.append((start, end + 1))
                pieces.append(said)
        known: List[List[_Known]] = [[] for _ in letters]
        for (start, end), place in zip(spans, self._pieces.places(pieces).tolist(), strict=True):
            if place not in (-1, self._of.unknown):
                known[start].append((end, place, float(self._scores[place])))
        return known
