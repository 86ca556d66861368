"""Dialogue 1: the widget opens and the bot says what it is."""

import pytest

from tests.conftest import System

ROADS = {
    "nl": ["Mijn kind wordt aangemeld", "De school weigert", "De school wil mijn kind verwijderen",
           "Ondersteuning en het plan (opp)", "Mijn kind zit thuis", "Ik ben het niet eens", "Praat met een mens"],
    "en": ["My child is applying", "The school refuses", "The school wants to remove my child",
           "Support and the plan (opp)", "My child is at home", "I disagree", "Talk to a person"],
}  # fmt: skip
SAYS = {
    "nl": [
        "computerprogramma",
        "geen advocaat",
        "Nederlands, Engels, Turks, Arabisch, Pools en Oekraïens",
        "geen naam",
    ],
    "en": [
        "computer programme",
        "not a lawyer",
        "Dutch, English, Turkish, Arabic, Polish and Ukrainian",
        "do not have to give a name",
    ],
}
TOPICS = ["aanmelden_hoe", "weigering_toelating", "verwijdering", "opp_uitleg", "thuiszitter",
          "routes_overzicht", "menselijke_hulp"]  # fmt: skip


@pytest.mark.parametrize("locale", ["nl", "en"])
async def test_the_bot_says_what_it_is_and_shows_its_main_roads(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        (greeting,) = await parent.is_greeted()

        for words in SAYS[locale]:
            assert words in greeting["text"]
        assert [button["title"] for button in greeting["buttons"]] == ROADS[locale]
        assert (greeting["lang"], greeting["dir"], greeting["custom"]["topic"]) == (
            locale,
            "ltr",
            "groet",
        )


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize("road", range(len(TOPICS)))
async def test_every_road_leads_to_an_answer_with_sources(system: System, locale: str, road: int) -> None:
    async with system.parent(locale) as parent:
        await parent.is_greeted()

        answer, *_ = await parent.presses(ROADS[locale][road])

        assert answer["custom"]["topic"] == TOPICS[road]
        assert answer["custom"]["sources"]
        assert answer["lang"] == locale
