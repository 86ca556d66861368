"""The dialogues that must work, in each of the six languages: the same test, other words."""

from datetime import date

import pytest
import yaml

from guide.language import date_in_words, languages
from tests.conftest import ROOT, System
from tests.parent import Parent, text_of

SAYS = yaml.safe_load((ROOT / "tests" / "data" / "dialogues.yml").read_text())
every_language = pytest.mark.parametrize("locale", languages())


def dates_in(messages: list[dict]) -> set[str]:
    return {d["date"] for m in messages for d in m.get("custom", {}).get("deadlines", [])}


def topics_in(messages: list[dict]) -> list[str]:
    return [m["custom"]["topic"] for m in messages if m.get("custom", {}).get("topic")]


async def presses(parent: Parent, *parts: str) -> list[dict]:
    """Press the latest button whose value holds all parts, whatever its title."""
    title = next(
        b["title"]
        for m in reversed(parent.messages)
        for b in m.get("buttons", ())
        if all(part in b["value"] for part in parts)
    )
    return await parent.presses(title)


@every_language
async def test_1_the_greeting_is_in_her_language_with_its_main_roads(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        (greeting,) = parent.messages
        assert (greeting["lang"], greeting["dir"]) == (locale, "rtl" if locale == "ar" else "ltr")
        assert len(greeting["buttons"]) == 7


@every_language
async def test_2_the_clock_of_an_application_by_typing(system: System, locale: str) -> None:
    async with system.parent(locale, sector="po") as parent:
        answers = await parent.says(SAYS[locale]["clock"])
        assert {"2026-11-09", "2026-12-07"} <= dates_in(answers)
        for day in (date(2026, 9, 28), date(2026, 11, 9), date(2026, 12, 7)):
            assert date_in_words(day, locale) in text_of(answers)


@every_language
async def test_2_a_weekday_of_last_week_is_understood_and_read_back(system: System, locale: str) -> None:
    question, day = SAYS[locale]["weekday"]
    async with system.parent(locale, sector="po") as parent:
        await parent.says(question)
        answers = await parent.says(day)
        assert date_in_words(date(2026, 11, 10), locale) in text_of(answers)


@every_language
async def test_3_a_refusal_is_asked_through_and_the_ways_named(system: System, locale: str) -> None:
    async with system.parent(locale, sector="po", postcode="1011") as parent:
        answers = await parent.says(SAYS[locale]["refused"])
        assert "weigering_toelating" in topics_in(answers)
        await presses(parent, "/routes_overzicht", "refusal")
        await presses(parent, "written")
        await parent.says(SAYS[locale]["day"])
        ways = await presses(parent, "public")
        assert {d["id"] for m in ways for d in m["custom"].get("deadlines", [])} >= {
            "objection-refusal-removal"
        }
        assert {m["lang"] for m in ways} == {locale}


@every_language
@pytest.mark.parametrize(
    ("what", "topic"),
    [
        ("talked_out", "wegadviseren"),
        ("removal", "verwijdering"),
        ("suspended", "schorsing"),
        ("plan", "opp_instemming"),
        ("tlv", "tlv_toestemming"),
    ],
)
async def test_4_to_8_what_happened_is_understood(system: System, locale: str, what: str, topic: str) -> None:
    async with system.parent(locale) as parent:
        answers = await parent.says(SAYS[locale][what])
        assert topic in topics_in(answers), answers
        assert any(m["custom"].get("sources") for m in answers)


@every_language
async def test_9_and_10_the_swv_is_found_and_nothing_is_stated_of_it(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        found, nothing = await parent.says(SAYS[locale]["where"])
        assert found["custom"]["swv"] == {**found["custom"]["swv"], "code": "VO2601", "status": "none"}
        assert nothing["lang"] == locale


@every_language
async def test_9_a_divided_place_is_asked_on(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        *_, question = await parent.says(SAYS[locale]["divided"])
        assert [b["title"][:6] for b in question["buttons"]] == ["PO2813", "PO2814"]


@every_language
async def test_13_danger_brings_the_emergency_numbers_first(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        first, *_ = await parent.says(SAYS[locale]["danger"])
        assert first["custom"]["topic"] == "noodsituatie"
        for number in ("(tel:112)", "(tel:08002000)", "(tel:113)", "(tel:08000432)"):
            assert number in first["text"].replace("-", "")
        assert first["lang"] == locale


@every_language
async def test_15_said_more_simply_and_then_a_person(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        answer, *_ = await parent.says(SAYS[locale]["tlv"])
        (simple,) = await parent.says(SAYS[locale]["simpler"])
        assert simple["custom"]["topic"] == answer["custom"]["topic"]
        assert simple["text"] != answer["text"]
        (person,) = await parent.says(SAYS[locale]["simpler"])
        assert "/menselijke_hulp" in [b["value"] for b in person["buttons"]]


@every_language
async def test_16_where_it_is_written(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        await parent.says(SAYS[locale]["refused"])
        (where,) = await parent.says(SAYS[locale]["written"])
        assert "https://wetten.overheid.nl" in where["text"]


@every_language
async def test_17_a_correction_says_what_changed(system: System, locale: str) -> None:
    first, second = SAYS[locale]["correction"]
    async with system.parent(locale, sector="po") as parent:
        before = dates_in(await parent.says(first))
        after = await parent.says(second)
        assert dates_in(after)
        assert dates_in(after) != before


@every_language
@pytest.mark.parametrize(
    "text", ["<b onclick=x>hi</b>", "'; drop table message; --", "🙂🙂🙂", "0612345678", "\u202e\u200fabc"]
)
async def test_18_strange_messages_get_a_kind_answer(system: System, locale: str, text: str) -> None:
    async with system.parent(locale) as parent:
        answers = await parent.says(text)
        assert answers
        assert {m["lang"] for m in answers} == {locale}


@every_language
async def test_19_forget_me(system: System, locale: str) -> None:
    ask, yes = SAYS[locale]["forget"]
    async with system.parent(locale) as parent:
        (question,) = await parent.says(ask)
        assert question["custom"]["topic"] == "gegevens_wissen"
        (gone,) = await parent.says(yes)
        assert gone["lang"] == locale
        assert system.sql("select count(*) from message where conversation_id = ?", parent.id) == [(0,)]
