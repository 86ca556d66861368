"""Which letter is meant by who asks for one: the one that is named, else the one that the talk is about."""

import pytest

from guide.letters import letter_in_talk_of, letter_named_in


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("maak een brief aan de school dat wij het dossier willen zien", "dossier"),
        ("een klacht over de weigering", "klacht"),
        ("brief bezwaar tlv", "bezwaar-tlv"),
        ("brief om mijn kind aan te melden", "aanmelding"),
        ("write a letter to object to the refusal", "bezwaar-weigering"),
        ("a letter to ask the school for an answer", "vraag-om-besluit"),
        ("ret kararına itiraz mektubu", "bezwaar-weigering"),
        ("رسالة اعتراض على الفصل", "bezwaar-verwijdering"),
        ("prośba o rozmowę o planie", "opp-gesprek"),
        ("лист зі скаргою", "klacht"),
    ],
)
def test_a_letter_is_named_by_what_it_is_about(text: str, letter: str) -> None:
    assert letter_named_in(text) == letter


@pytest.mark.parametrize("text", ["kunt u een brief schrijven", "itiraz mektubu", "a letter", ""])
def test_where_none_is_named_the_talk_tells(text: str) -> None:
    assert letter_named_in(text) == ""
    assert letter_in_talk_of("tlv_bezwaar") == "bezwaar-tlv"
