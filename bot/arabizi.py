"""Arabic in Latin letters ("kif sajjel ebni bel madrase") read like Arabic: both by their consonants.

The classifier learns each Arabic example a second time, by its consonants, and hears a message in Latin
letters by its own.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

import yaml

from guide.spelling import fold

_FILE = Path(__file__).parent / "arabizi.yml"
_ARABIC = re.compile("[\u0600-\u06ff]")
# "3am", "ma7al", "2eblo"; no "3x", "2de", "klas2a", "3d", "groep3" or "5'te".
_WITH_A_FIGURE = re.compile(
    r"[a-z]+[23579][a-z]+|[23579](?!(?:[ap]m|de|rd|nd|th|st\w*|te|den|ten|dan)$)[a-z]{2,}"
)
_NO_ARABIC = re.compile(r"^(?:klas|groep|group|gr|kl|sinif|grup\w*|klasa|havo|vwo|vmbo|mavo|mbo|b|m|h)\d")
# Points from which a text is taken to be such Arabic: a figure within a word counts twice.
_ENOUGH = 2
# The article, alone or with what is written to it: "and", "in", "to", "on".
_ARTICLE = re.compile(r"^(?:و?(?:ب|ك|ع)?ال|و?لل)(?=\w{2})")
_TYPED_ARTICLE = re.compile(r"^l(?=[bcdfghjkmnpqrstvxz\d]\w{2})")


def in_latin_letters(text: Text) -> Optional[Text]:
    """Return the consonants of a text in Arabic script in Latin letters, None of one in another script."""
    if _ARABIC.search(text) is None:
        return None
    words = [_of_arabic(word) for word in re.findall(r"\w+", fold(text))]
    return " ".join(word for word in words if word)


def as_heard(text: Text) -> Text:
    """Return the consonants of a text that is Arabic in Latin letters; any other text as it is."""
    if not is_arabizi(text):
        return text
    words = [_of_latin(word) for word in _words_of(text) if word not in _known()["left_out"]]
    return " ".join(word for word in words if word)


def is_arabizi(text: Text) -> bool:
    """Tell whether a text is surely Arabic in Latin letters."""
    if not text.isascii():
        return False
    words = _words_of(text)
    figures = sum(
        _WITH_A_FIGURE.fullmatch(word) is not None and _NO_ARABIC.match(word) is None for word in words
    )
    sure = sum(word in _known()["words"] for word in words) + 2 * figures
    perhaps = sum(word in _known()["elsewhere"] for word in words)
    return sure > 0 and (len(words) <= _ENOUGH or sure + perhaps >= _ENOUGH)


def _words_of(text: Text) -> List[Text]:
    return re.findall(r"\w+", fold(text).replace("'", ""))


def _of_arabic(word: Text) -> Text:
    if not _ARABIC.match(word):
        return word
    word = re.sub("[ةه]$", "", _ARTICLE.sub("", word)) if len(word) > 2 else word
    letters: Dict[Text, Text] = _known()["letters"]
    first = {"و": "w", "ي": "y"}.get(word[0], letters.get(word[0], ""))
    return _shortened(first + "".join(letters.get(letter, "") for letter in word[1:]))


def _of_latin(word: Text) -> Text:
    if word.isdigit():
        return word
    letters = _typed().sub(lambda typed: _known()["typed"][typed[0]], _TYPED_ARTICLE.sub("", word))
    return _shortened(re.sub("[aeiou]", "", letters[:1]) + re.sub("[aeiouyw]", "", letters[1:]))


def _shortened(consonants: Text) -> Text:
    """Return consonants without what is written by some and not by others: doubles, an h at the end."""
    once = re.sub(r"(.)\1+", r"\1", consonants)
    return once[:-1] if len(once) > 2 and once.endswith("h") else once


@lru_cache(maxsize=1)
def _typed() -> "re.Pattern[Text]":
    return re.compile("|".join(sorted(_known()["typed"], key=len, reverse=True)))


@lru_cache(maxsize=1)
def _known() -> Dict[Text, Any]:
    known: Dict[Text, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {**known, **{kind: frozenset(known[kind]) for kind in ("words", "elsewhere", "left_out")}}
