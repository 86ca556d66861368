"""Letters and digits as parents type them: without accents, in capitals, in Arabic figures."""

import re
import unicodedata
from functools import lru_cache

END_OF_SENTENCE = re.compile(r"[.!?؟;\n…]+(?=\s|$)")
# Letters that are typed as another one, and that Unicode does not take apart.
_SAME = str.maketrans("ıłøىةʼ’ʹґ", "iloيه'''г")


def fold(text: str) -> str:
    """Return `text` in small letters without accents, with plain digits, as long as it was.

    "Şubat" is "subat", "٢٨ أيلول" is "28 ايلول". The same place in both is the same letter.
    """
    return "".join(_folded(letter) for letter in text).translate(_SAME)


def plain_words(text: str) -> str:
    """Return the words of `text`, folded and without signs: "Mag dat?" is "mag dat"."""
    return " ".join(re.findall(r"[\w']+", fold(text)))


def plain_digits(text: str) -> str:
    """Return `text` with the digits of any script as 0 to 9: "٣٥١٢" is "3512"."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return unicodedata.normalize("NFD", letter.lower())[0]
