"""Answers can be read by a parent who finds reading hard: short sentences, short words (Flesch-Douma).

Flesch-Douma is the measure of Flesch for Dutch: 206.835 - 0.93 x words a sentence - 77 x syllables a word.
Above 60 is plain, above 70 easy. The Dutch terms of the law are long words that a parent will meet and must
know, so they are counted as two syllables.
"""

import re

import pytest

from guide.answers import responses
from guide.topics import topics

PLAIN, EASY = 50, 65
LONGEST_SENTENCES = {"": 17, "_simpel": 11}  # words a sentence, on average
# Why an answer may be harder than the measure allows.
EXCEPTIONS = {
    "zorgplicht_uitzonderingen": "the three exceptions of the law belong in one sentence, or one is read alone",
    "hoorrecht_leerling": "the law's own conditions: in a way that fits the child, with help where needed",
    "verwijdering": "three steps in their order; split, the first would read as the whole",
    "bezwaar_school": "lists what a letter must hold, which is what makes it count",
    "swv_contact": "two sentences, of which one says where to look in three places",
    "verhuizen_simpel": "the order of the two steps is what protects the child",
}
TERMS = re.compile(
    r"samenwerkingsverband\w*|toelaatbaarheidsverklaring\w*|ontwikkelingsperspectief|onderwijsconsulent\w*|"
    r"schoolondersteuningsprofiel|geschillencommissie|leerplichtambtenaar|onderwijsgeschillen\w*|steunpunt\w*|"
    r"vertrouwensinspecteur\w*|praktijkonderwijs|leerlingenvervoer|ondersteuning\w*|inspectie|passend onderwijs",
    re.IGNORECASE,
)
LEGAL = [t.id for t in topics().values() if t.group not in {"gesprek", "termijnen"}]


def plain(text: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text.replace("**", ""))
    return TERMS.sub("termen", text)


def sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.!?:;])\s+|\n+", re.sub(r"\b(art|nr|bijv)\.", r"\1", text))
    return [part for part in parts if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)


def syllables(word: str) -> int:
    return max(
        1,
        len(
            re.findall(
                r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|[aeiouyáéëïóöü]", word.lower()
            )
        ),
    )


def flesch_douma(text: str) -> float:
    found = words(text)
    per_word = sum(map(syllables, found)) / len(found)
    return 206.835 - 0.93 * len(found) / len(sentences(text)) - 77 * per_word


def words_a_sentence(text: str) -> float:
    return len(words(text)) / len(sentences(text))


@pytest.mark.parametrize("topic", LEGAL)
@pytest.mark.parametrize(("form", "least"), [("", PLAIN), ("_simpel", EASY)])
def test_an_answer_is_plain_and_its_simpler_form_is_easy(topic: str, form: str, least: int) -> None:
    response = responses().get(f"utter_{topic}{form}")
    if response is None or f"{topic}{form}" in EXCEPTIONS:
        assert response or form
        return
    text = plain(response["text"])
    assert words_a_sentence(text) <= LONGEST_SENTENCES[form], text
    assert flesch_douma(text) >= least, (round(flesch_douma(text)), text)


def test_the_measure_knows_hard_from_easy() -> None:
    easy = "De school zegt nee. Vraag een brief. Bel het steunpunt."
    hard = "Belanghebbenden kunnen bestuursrechtelijke rechtsmiddelen aanwenden tegen voorgenomen besluiten."
    assert flesch_douma(easy) > 80 > 20 > flesch_douma(hard)
    assert syllables("onderwijs") == 3


def test_every_exception_has_its_reason_and_is_still_one() -> None:
    for name, reason in EXCEPTIONS.items():
        form = "_simpel" if name.endswith("_simpel") else ""
        text = plain(responses()[f"utter_{name}"]["text"])
        assert reason
        assert (
            flesch_douma(text) < (EASY if form else PLAIN) or words_a_sentence(text) > LONGEST_SENTENCES[form]
        )
