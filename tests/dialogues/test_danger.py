"""Dialogue 13: danger comes before anything, in every form, and never a form first."""

from pathlib import Path

import pytest
import yaml

from guide.danger import speaks_of_danger
from tests.conftest import System

SAID = yaml.safe_load((Path(__file__).parents[1] / "data" / "danger.yml").read_text())
NUMBERS = ("tel:112", "tel:08002000", "tel:113", "tel:08000432")


@pytest.mark.parametrize("locale", SAID)
def test_at_least_a_hundred_ways_to_say_it_are_recognised(locale: str) -> None:
    assert len(set(SAID[locale])) >= 100
    assert [text for text in SAID[locale] if not speaks_of_danger(text)] == []


@pytest.mark.parametrize(
    ("locale", "text"), [("nl", "hij slaat mij en de kinderen"), ("en", "he hits me and the children")]
)
async def test_dialogue_13_the_numbers_at_once_with_their_sources(
    system: System, locale: str, text: str
) -> None:
    async with system.parent(locale) as parent:
        (answer,) = await parent.says(text)
        assert answer["custom"]["topic"] == "noodsituatie"
        for number in NUMBERS:
            assert number in answer["text"]
        assert len(answer["custom"]["sources"]) == 4
        assert answer["buttons"][0]["value"] == "/menselijke_hulp"


@pytest.mark.parametrize("locale", SAID)
async def test_through_the_whole_system_every_one_of_them_gets_the_numbers(
    system: System, locale: str
) -> None:
    missed = []
    async with system.parent(locale) as parent:
        for text in SAID[locale]:
            first, *_ = await parent.says(text)
            if first["custom"].get("topic") != "noodsituatie":
                missed.append(text)
    assert missed == []


UNHEARD = yaml.safe_load((Path(__file__).parents[2] / "benchmarks" / "danger.yml").read_text())


@pytest.mark.parametrize("locale", UNHEARD)
async def test_danger_told_without_its_words_in_situations_never_learnt_is_mostly_noticed(
    system: System, locale: str
) -> None:
    noticed = 0
    async with system.parent(locale) as parent:
        for text in UNHEARD[locale]:
            first, *_ = await parent.says(text)
            noticed += first.get("custom", {}).get("topic") == "noodsituatie"
    assert noticed >= len(UNHEARD[locale]) / 2


async def test_where_danger_is_only_feared_the_question_that_is_likelier_is_answered_too(
    system: System,
) -> None:
    async with system.parent() as parent:
        numbers, which = await parent.says("ik ben bang voor morgen")
        assert numbers["custom"]["topic"] == "noodsituatie"
        assert "Bedoelt u een van deze" in which["text"]
        assert which["buttons"][-1]["title"] == "Iets anders"
        assert "/noodsituatie" not in [b["value"] for b in which["buttons"]]


async def test_danger_goes_before_a_question_that_is_open(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("de school laat mijn zoon niet toe")
        await parent.presses("Op papier of per e-mail")
        first, *_ = await parent.says("mijn man heeft ons op 3 maart geslagen")
        assert first["custom"]["topic"] == "noodsituatie"


async def test_a_false_alarm_costs_one_message_and_the_question_is_answered_too(system: System) -> None:
    async with system.parent() as parent:
        first, second = await parent.says("een leraar heeft mijn kind geslagen wat doet de inspectie")
        assert first["custom"]["topic"] == "noodsituatie"
        assert second["custom"]["topic"] == "inspectie"


async def test_the_steunpunt_of_her_own_swv_comes_right_after_the_emergency_numbers(system: System) -> None:
    async with system.parent(sector="vo", postcode="3011") as parent:
        await parent.says("hoe bereik ik het steunpunt")
        numbers, own, *_ = await parent.says("mijn man slaat mij")
        assert "tel:112" in numbers["text"]
        assert "tel:+31104842576" in own["text"]
