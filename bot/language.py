"""Notice that a parent writes in another language than she reads, so that the bot can offer to switch."""

import re
from functools import lru_cache
from typing import Optional, Text

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from bot.arabizi import is_arabizi
from bot.school_letter import is_from_school
from guide.glossary import school_words
from guide.language import languages, not_offered

_LEAST_WORDS, _LEAST_LETTERS = 4, 20
_SURE = 0.95
# Scripts of languages that the detector does not know.
_SCRIPTS = {"ti": re.compile("[\u1200-\u137f]{3}")}

# What she quotes is not her own language.
_QUOTED = re.compile('["\u201c\u201d\u201e\u00ab][^"\u201c\u201d\u201e\u00ab\u00bb]*["\u201c\u201d\u00bb]')


def surely_written_in(text: Text) -> Optional[Text]:
    """Return the code of the language of `text`, None when it is too short or not sure.

    Dutch school words stand in every parent's sentences and say nothing about her language, and no more does
    what she quotes or pastes from a letter of the school.
    """
    text = _QUOTED.sub(" ", text)
    if is_from_school(text):
        return None
    for code, script in _SCRIPTS.items():
        if script.search(text):
            return code
    words = [word for word in re.findall(r"[\w'\u2019\u02bc]+", text.lower()) if word not in school_words()]
    letters = sum(letter.isalpha() for word in words for letter in word)
    # Chinese is written without spaces between its words.
    if letters < _LEAST_LETTERS and not re.search("[\u4e00-\u9fff]{6}", text):
        return None
    if len(words) < _LEAST_WORDS and text.isascii():
        return None
    if is_arabizi(text):
        return "ar"
    likeliest = _detector().compute_language_confidence_values(" ".join(words))[0]
    return likeliest.language.iso_code_639_1.name.lower() if likeliest.value >= _SURE else None


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    known = sorted({code.upper() for code in (*languages(), *not_offered())})
    codes = [getattr(IsoCode639_1, code) for code in known if hasattr(IsoCode639_1, code)]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().with_preloaded_language_models().build()
