"""What a school, a samenwerkingsverband or a municipality wrote, pasted whole: what a letter is about.

A letter begins with addresses and with what went before, and ends with how to object; what it is about stands
in its subject and in the sentence that decides something or asks for it.
"""

import re
from typing import Text

# A parent writes "mijn zoon"; only who writes to her says "uw zoon".
_FROM_SCHOOL = re.compile(
    r"\b(?:geachte|beste (?:ouders?|heer|meneer|mevrouw|familie)|hierbij|hoogachtend|met vriendelijke groet"
    r"|u wordt verzocht|(?:delen|berichten|verzoeken|vragen|nodigen) wij u"
    r"|wij (?:verzoeken|vragen|nodigen|moeten) u|uw (?:kind|zoon|dochter|zoontje|dochtertje))\b",
    re.IGNORECASE,
)
# A parent may write as formally, and speaks of her own child.
_FROM_PARENT = re.compile(
    r"\b(?:mijn|onze|ons) (?:kind|kinderen|zoon|dochter|zoontje|dochtertje|man|vrouw)\b", re.IGNORECASE
)
# Shorter ones are read from the beginning.
_LONG = 250
_SUBJECT = re.compile(
    r"\b(?:betreft|onderwerp|betr\.)\s*:?\s*(.{3,80}?)(?=\s*(?:\n|geachte|beste)|$)", re.IGNORECASE
)
_GREETING = re.compile(r"\b(?:geachte|beste)\b[^,\n]{0,60}[,\n]", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
# What decides, and what is only asked for or told, by the beginnings of words.
_DECIDES = re.compile(
    r"\b(?:besl[io]|conclu|wijzen|wijst|voornemen|van plan|geschorst|schorsing|verwijder|uitgeschreven"
    r"|toegelaten|ontzeg|afgewezen|toegekend|ongegrond|beëindig|stopgezet|verleng|mag daarom|wij gaan)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:toelat|plaatsen|plaatsing|geplaatst|advies|adviseren|akkoord|handtekening|onderteken|verzoeken"
    r"|vragen wij|vraag ik|nodig ik|nodigen|uitnodig|ik verwacht|verzuim|gemist|afwezig|toestemming"
    r"|wachtlijst|uitgeloot|gemeld)",
    re.IGNORECASE,
)
_HOW_TO_OBJECT = re.compile(
    r"\b(?:kunt u|u kunt|kan u)\b.*\b(?:bezwaar|beroep)|niet (?:mee )?eens", re.IGNORECASE
)


def is_from_school(text: Text) -> bool:
    """Tell whether a text is what a school wrote to parents, rather than what a parent writes."""
    return _FROM_SCHOOL.search(text) is not None and _FROM_PARENT.search(text) is None


def gist(text: Text) -> Text:
    """Return what a long letter is about first, its subject and what it decides; any other text as it is."""
    if len(text) <= _LONG or not is_from_school(text):
        return text
    subject = [match[1] + "." for match in [_SUBJECT.search(text)] if match]
    greeting = _GREETING.search(text)
    body = _SENTENCE.split(text[greeting.end() :] if greeting else text)
    said = [sentence for sentence in body if not _HOW_TO_OBJECT.search(sentence)]
    return " ".join([*subject, *sorted(said, key=_weight)])


def _weight(sentence: Text) -> int:
    """Return where a sentence of a letter comes, 0 for what decides something."""
    return 0 if _DECIDES.search(sentence) else 1 if _ASKS.search(sentence) else 2
