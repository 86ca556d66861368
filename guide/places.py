"""Names of places as parents type them: with an ending, in other letters, misspelt, or a word as well."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

_FOLDER = Path(__file__).parents[1] / "data" / "swv"

_LEAST_LIKENESS = 84.0
_LONGEST_NAME = 5
# "In", which Arabic writes as the first letter of the word.
_ARABIC, _IN_ARABIC = re.compile("[\u0600-\u06ff]"), "\u0628"
_MOST_SUGGESTIONS = 5
_SHORTEST_WITH_ENDING = 5
# In a sentence a misspelt place stands behind "in", and must be longer and more alike.
_SHORTEST_MISSPELT = 6
_LEAST_LIKENESS_IN_A_SENTENCE = 90.0
# Who is asked where, and says no more than this, names a place.
_FEW_WORDS = 3


@dataclass(frozen=True)
class Places:
    """Names of places beside those of the legal table, and how they stand in a sentence (places.yml)."""

    everyday: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Sequence[str] = ()
    endings: Sequence[tuple[str, str]] = ()
    before: Sequence[str] = ()


class PlaceNames:
    """The municipalities that names stand for: of the legal table, everyday, merged ones, villages."""

    def __init__(
        self, municipalities: Iterable[str], places: Places, villages: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Take the names of the legal table, those beside it, and villages each with its municipality."""
        self._ordinary = {plain(name) for name in places.words}
        self._before = {plain(word) for word in places.before}
        self._endings = [(plain(said), plain(name)) for said, name in places.endings]
        self._meant = _meant(sorted(set(municipalities)), places, villages)

    def meant_by(self, name: str) -> tuple[str, ...]:
        """Return the municipalities that a name stands for, none when it is not known."""
        return self._meant.get(plain(name), ())

    def named_in(self, text: str) -> str:
        """Return the longest name in a text, an empty string when there is none."""
        words = plain(text).split()
        said = [
            " ".join(words[start : start + length])
            for length in range(min(_LONGEST_NAME, len(words)), 0, -1)
            for start in range(len(words) - length + 1)
        ]
        for name in said:
            if name in self._meant and (name not in self._ordinary or _is_named(name, text)):
                return name
        return next((base for ending in said for base in self._without_ending(ending)), "")

    def is_all_of(self, text: str, *, asked: bool) -> bool:
        """Tell whether a text is the name of a place and nothing else, but a word as "in" before it.

        A name that is a word as well is one only where the parent was `asked` for a place.
        """
        words = plain(text).split()
        name = " ".join(words[1:] if words and words[0] in self._before else words)
        is_name = name in self._meant and (asked or name not in self._ordinary)
        return is_name or any(self._without_ending(name))

    def nearly_named_in(self, text: str) -> list[str]:
        """Return the names that are nearly written so, the most alike first.

        A whole text is one; in a sentence what stands behind "in" may be.
        """
        words = plain(text).split()
        behind = (word for before, word in pairwise(words) if before in self._before)
        said = [(" ".join(words), _LEAST_LIKENESS)]
        said += [(word, _LEAST_LIKENESS_IN_A_SENTENCE) for word in behind if len(word) >= _SHORTEST_MISSPELT]
        return next((names for name, least in said if (names := self._alike(name, least))), [])

    def _alike(self, name: str, least: float) -> list[str]:
        names = self._meant.keys()
        found = process.extract(name, names, scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS, score_cutoff=least)
        return [name for name, _, _ in found]

    def _without_ending(self, said: str) -> Iterator[str]:
        for ending, end in self._endings:
            name = said.removesuffix(ending) + end
            is_long = said.endswith(ending) and len(name) >= _SHORTEST_WITH_ENDING
            if is_long and name in self._meant and name not in self._ordinary:
                yield name


def plain(name: str) -> str:
    """Return a name in lower case without accents and marks: "Súdwest-Fryslân" is "sudwest fryslan"."""
    letters = unicodedata.normalize("NFKD", name.lower())
    bare = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(word for word in bare.split() if word != "gemeente")


def read_places() -> Places:
    """Return the names of places.yml."""
    rows = yaml.safe_load((_FOLDER / "places.yml").read_text(encoding="utf-8"))
    endings = [(said, name) for said, name in rows["endings"]]
    return Places(rows["everyday"], rows["merged"], rows["words"], endings, rows["before"])


@lru_cache(maxsize=1)
def known_places() -> PlaceNames:
    """Return the names that are known without a register of schools."""
    with (_FOLDER / "postcodes.csv").open(encoding="utf-8") as file:
        municipalities = {row["municipality_2015"] for row in csv.DictReader(file, delimiter=";")}
    return PlaceNames(municipalities, read_places())


def _meant(
    municipalities: Sequence[str], places: Places, villages: Iterable[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    names: dict[str, set[str]] = defaultdict(set)
    for name in municipalities:
        names[plain(name)].add(name)
        names[plain(re.sub(r" \(.*\)$", "", name))].add(name)  # Bergen (L.), Bergen (NH.)
    for said, meant in places.everyday.items():
        names[plain(said)].add(meant)
        if _ARABIC.match(said):
            names[_IN_ARABIC + plain(said)].add(meant)
    for name, parts in places.merged.items():
        names[plain(name)].update(parts)
    for village, municipality in villages:
        if plain(village) not in names:
            names[plain(village)].add(municipality)
    return {name: tuple(sorted(known)) for name, known in names.items() if name}


def _is_named(word: str, text: str) -> bool:
    """Tell whether a word that is a place as well is meant as one.

    It is where it stands alone, has a capital in a sentence, or ends one behind "in".
    """
    named = rf"[^\s.!?…]\s+{word.capitalize()}\b|\b(?i:in {word})\W*$"
    return len(text.split()) <= _FEW_WORDS or re.search(named, text) is not None
