"""Take out of a text what points at a person: numbers, addresses, dates, names.

Names cannot all be known: what stands with a capital within a sentence is taken for one, so that rather too
much is masked than too little. Scripts without capitals keep their names; whoever reads the list is told so.
"""

import re

from guide.glossary import school_words
from guide.spelling import plain_digits

_PATTERNS = (
    (re.compile(r"\S+@\S+"), "[e-mail]"),
    (re.compile(r"https?://\S+|www\.\S+"), "[link]"),
    (re.compile(r"\b[A-Za-z]{2}\d{2}[ ]?[A-Za-z]{4}[ ]?(?:\d[ ]?){9}\d"), "[iban]"),
    (re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"), "[datum]"),
    # "2018 in mei" is none: with a space between them its letters are capitals.
    (re.compile(r"\b[1-9]\d{3}(?:[A-Za-z]{2}|[ ][A-Z]{2})\b"), "[postcode]"),
    # "P. Smit", "M. de Boer": a school signs its letters so.
    (re.compile(r"\b(?:[A-Z]\. ?)+(?:(?:van|de|der|den|ten|ter) )*[A-Z][\w'-]+"), "[naam]"),
    (re.compile(r"\+?\d(?:[ ().-]{0,2}\d){5,}"), "[nummer]"),
)
_HOLDS_CONTACT = re.compile(f"{_PATTERNS[0][0].pattern}|{_PATTERNS[-1][0].pattern}")
_WITHIN_A_SENTENCE = re.compile(
    r"(?<=[^\W\d_] )(?<![.!?] )\b[A-ZÀ-ÞА-ЯЄІЇҐŁŚŻŹĆİŞĞ][\w'-]+|(?<=, )[A-ZÀ-ÞА-ЯЄІЇҐŁŚŻŹĆİŞĞ][\w'-]+"
)


def without_contact(text: str) -> str:
    """Return a text without mail addresses and telephone numbers; all else stays as it was."""
    if _HOLDS_CONTACT.search(plain_digits(text)) is None:
        return text
    plain = plain_digits(text)
    for pattern, shown in (_PATTERNS[0], _PATTERNS[-1]):
        plain = pattern.sub(shown, plain)
    return plain


def masked(text: str) -> str:
    """Return a text with what points at a person replaced by what it was: [e-mail], [nummer], [naam]."""
    plain = plain_digits(text)
    for pattern, shown in _PATTERNS:
        plain = pattern.sub(shown, plain)
    return _WITHIN_A_SENTENCE.sub(_name, plain)


def _name(match: re.Match[str]) -> str:
    return match[0] if match[0].lower() in school_words() else "[naam]"
