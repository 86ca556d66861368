"""Dialogue 2: a parent applied, hears nothing, and gets her dates. Today is 22 November 2026."""

import pytest
from icalendar import Calendar

from tests.conftest import System
from tests.parent import text_of

STORY = {
    "nl": "we hebben 28 september het formulier ingeleverd bij de Klimop maar horen niks",
    "en": "we handed in the form on 28 September at the Klimop and hear nothing",
}
READ_BACK = {
    "nl": ["maandag 28 september 2026", "maandag 9 november 2026", "maandag 7 december 2026"],
    "en": ["Monday 28 September 2026", "Monday 9 November 2026", "Monday 7 December 2026"],
}
PERSON = {"nl": "Praat met een mens", "en": "Talk to a person"}
CALCULATE = {"nl": "Bereken mijn data", "en": "Work out my dates"}
HOW_LONG = {
    "nl": "hoe lang mag de school erover doen",
    "en": "how long may the school take to decide",
}


@pytest.mark.parametrize("locale", ["nl", "en"])
async def test_the_date_is_read_back_and_the_dates_follow_with_their_law(system: System, locale: str) -> None:
    async with system.parent(locale, sector="po") as parent:
        await parent.is_greeted()

        dates, what_now = await parent.says(STORY[locale])

        for words in READ_BACK[locale]:
            assert words in dates["text"]
        found = {(d["id"], d["date"], d["who"], d["basis"]) for d in dates["custom"]["deadlines"]}
        assert found == {
            ("application-decision", "2026-11-09", "school", "WPO art. 40 lid 6"),
            ("application-decision", "2026-12-07", "school", "WPO art. 40 lid 6"),
            ("temporary-placement", "2026-12-08", "school", "WPO art. 40 lid 7"),
        }
        assert [d["date"] for d in dates["custom"]["deadlines"]] == [
            "2026-11-09",
            "2026-12-07",
            "2026-12-08",
        ]
        assert dates["custom"]["topic"] == "termijn_toelating"
        assert dates["custom"]["sources"]
        assert {d["kind"] for d in what_now["custom"]["downloads"]} == {"ics", "docx", "txt"}
        assert what_now["buttons"][-1]["title"] == PERSON[locale]


async def test_the_calendar_and_the_letter_hold_the_dates(system: System) -> None:
    async with system.parent(sector="po") as parent:
        _, offer = await parent.says(STORY["nl"])
        files = {}
        for download in offer["custom"]["downloads"]:
            async with parent.session.get(system.url + download["url"], headers=parent.headers) as answer:
                assert answer.status == 200
                files[download["kind"]] = await answer.read()

        events = Calendar.from_ical(files["ics"]).walk("VEVENT")
        assert [e.decoded("dtstart").isoformat() for e in events] == [
            "2026-11-09",
            "2026-12-07",
            "2026-12-08",
        ]
        letter = files["txt"].decode()
        assert "maandag 28 september 2026" in letter
        assert "maandag 9 november 2026" in letter


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize(
    ("how", "typed", "decision"),
    [
        ("says", "28 september", "2026-11-09"),
        ("says", "vorige week dinsdag", "2026-12-22"),
        ("says", "12-10", "2026-11-23"),
        ("says", "dat was denk ik op 12 oktober in de brievenbus", "2026-11-23"),
        ("picks", "2026-10-12", "2026-11-23"),
    ],
)
async def test_without_a_date_the_bot_asks_and_every_way_to_give_one_works(
    system: System, locale: str, how: str, typed: str, decision: str
) -> None:
    async with system.parent(locale) as parent:
        await parent.is_greeted()
        (answer,) = await parent.says(HOW_LONG[locale])
        assert answer["custom"]["topic"] == "termijn_toelating"

        (question,) = await parent.presses(CALCULATE[locale])
        assert question["custom"]["input"] == "date"

        dates = next(m for m in await getattr(parent, how)(typed) if m["custom"].get("deadlines"))
        assert dates["custom"]["deadlines"][0]["date"] == decision


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31 februari", "Die dag bestaat niet"),
        ("3 maart 1026", "Dat jaar klopt niet"),
        ("12-12-2026", "zaterdag 12 december 2026** moet nog komen"),
        ("weet ik niet meer precies hoor", "geen datum"),
    ],
)
async def test_a_date_that_cannot_be_is_asked_again_and_the_conversation_goes_on(
    system: System, typed: str, words: str
) -> None:
    async with system.parent() as parent:
        await parent.says("hoe lang mag de school erover doen")
        await parent.presses("Bereken mijn data")

        (answer,) = await parent.says(typed)
        assert words in answer["text"]
        assert answer["custom"]["input"] == "date"

        dates, *_ = await parent.says("12 oktober")
        assert dates["custom"]["deadlines"][0]["date"] == "2026-11-23"


async def test_when_even_ten_weeks_have_passed_the_bot_speaks_of_temporary_placement(
    system: System,
) -> None:
    async with system.parent() as parent:
        answers = await parent.says("we hebben op 1 september aangemeld bij de basisschool en horen niks")
        assert "woensdag 11 november 2026" in text_of(answers)
        assert "tijdelijk plaatsen" in text_of(answers)


async def test_for_special_education_the_bot_says_what_is_not_certain(system: System) -> None:
    async with system.parent(sector="so") as parent:
        dates, _ = await parent.says("we hebben op 28 september aangemeld en horen niks")
        assert "niet zeker" in dates["text"]
        assert {d["id"] for d in dates["custom"]["deadlines"]} == {"application-decision"}
