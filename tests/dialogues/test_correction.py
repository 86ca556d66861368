"""Dialogue 17: a date is corrected, and the bot says what that changes."""

import pytest

from guide.answers import responses
from guide.language import translate
from tests.conftest import System
from tests.parent import text_of


@pytest.mark.parametrize(
    ("locale", "story", "correction", "says"),
    [
        ("nl", "we hebben op 3 maart aangemeld en nog niks gehoord", "nee niet 3 maart maar 13 maart",
         ["vrijdag 13 maart 2026", "in plaats van dinsdag 3 maart 2026",
          "**vrijdag 24 april 2026** (eerst dinsdag 14 april 2026)"]),
        ("en", "we applied on 3 March and have heard nothing", "no, not 3 March but 13 March",
         ["Friday 13 March 2026", "instead of Tuesday 3 March 2026",
          "**Friday 24 April 2026** (was Tuesday 14 April 2026)"]),
    ],
)  # fmt: skip
async def test_the_dates_are_computed_anew_and_the_change_is_told(
    system: System, locale: str, story: str, correction: str, says: list[str]
) -> None:
    async with system.parent(locale) as parent:
        first, *_ = await parent.says(story)
        assert first["custom"]["deadlines"][0]["date"] == "2026-04-14"

        change, dates, *_ = await parent.says(correction)

        for words in says:
            assert words in change["text"]
        assert dates["custom"]["deadlines"][0]["date"] == "2026-04-24"


async def test_a_wished_day_that_is_taken_back_lies_ahead_too(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.presses("Mijn kind wordt aangemeld")
        await parent.says("we willen graag beginnen op 24 augustus")
        change, *_ = await parent.says("nee niet 24 augustus maar 31 augustus")
        assert "dinsdag 31 augustus 2027" in change["text"]
        assert "in plaats van dinsdag 24 augustus 2027" in change["text"]


async def test_a_correction_needs_no_word_of_denial(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("we hebben op 3 maart aangemeld en nog niks gehoord")
        change, *_ = await parent.says("sorry, 13 maart")
        assert "in plaats van dinsdag 3 maart 2026" in change["text"]


@pytest.mark.parametrize(
    ("locale", "story", "correction", "day"),
    [
        ("nl", "we hebben op 3 maart aangemeld en nog niks gehoord", "nee, het was een dag eerder", "2 maart"),
        ("en", "we applied on 3 March and have heard nothing", "no, a day earlier", "2 March"),
        ("tr", "3 Mart'ta başvurduk, hâlâ cevap yok", "hayır, bir gün öncesiydi", "2 Mart"),
        ("ar", "قدمنا الطلب في 3 مارس وما وصلنا جواب", "لا، قبلها بيوم", "2 مارس"),
        ("pl", "złożyliśmy wniosek o przyjęcie 3 marca i cisza", "nie, dzień wcześniej", "2 marca"),
        ("uk", "ми подали заяву 3 березня і досі тиша", "ні, на день раніше", "2 березня"),
    ],
)  # fmt: skip
async def test_a_day_earlier_is_counted_from_the_day_that_was_read_back(
    system: System, locale: str, story: str, correction: str, day: str
) -> None:
    async with system.parent(locale) as parent:
        first, *_ = await parent.says(story)
        assert first["custom"]["deadlines"][0]["date"] == "2026-04-14"
        change, dates, *_ = await parent.says(correction)
        assert day in change["text"]
        assert dates["custom"]["deadlines"][0]["date"] == "2026-04-13"


async def test_a_day_earlier_than_none_asks_for_the_day(system: System) -> None:
    async with system.parent() as parent:
        (asked,) = await parent.says("een dag eerder")
        assert "?" in asked["text"]


async def test_two_things_in_one_message_the_refusal_and_its_day(system: System) -> None:
    async with system.parent() as parent:
        dates, *_ = await parent.says("op 16 november kregen we een brief dat de school hem weigert")
        assert dates["custom"]["topic"] == "weigering_toelating"
        mine = {d["id"]: d["safe_date"] for d in dates["custom"]["deadlines"] if d["who"] == "parents"}
        assert mine == {"objection-refusal-removal": "2026-12-28", "gpo-filing": "2026-12-28"}


async def test_the_day_of_one_event_is_never_taken_for_that_of_another(system: System) -> None:
    async with system.parent(postcode="3512") as parent:
        await parent.says("we hebben op 3 maart aangemeld en nog niks gehoord")
        await parent.says("de school weigert mijn kind")
        for _ in range(2):
            (question,) = await parent.presses("Op papier of per e-mail")
            assert question["custom"]["input"] == "date"
            (question,) = await parent.says("dat weet ik zo niet meer")
            assert question["custom"]["input"] == "date"
            await parent.says("de school weigert mijn kind")
        for answer in ("16 november", "groep 3", "weet ik niet"):
            answers = await parent.says(answer)
        assert "reken opnieuw" not in answers[0]["text"]
        assert {d["counted_from"] for d in answers[0]["custom"]["deadlines"]} == {"2026-11-16"}


@pytest.mark.parametrize(
    ("before", "then", "counted"),
    [
        ("we hebben op 3 maart aangemeld", "de school weigert mijn kind", "objection-refusal-removal"),
        ("mijn zoon is op 9 november geweigerd", "mijn zoon is nu ook geschorst", "suspension-max"),
        ("mijn zoon is sinds 9 november geschorst", "mijn bezwaar is afgewezen", "court-appeal"),
    ],
)
async def test_a_day_alone_is_of_what_was_spoken_of_last_and_not_of_what_was_counted_before(
    system: System, before: str, then: str, counted: str
) -> None:
    async with system.parent(sector="po") as parent:
        counted_before = (await parent.says(before))[0]["custom"]["deadlines"]
        await parent.says(then)
        answers = await parent.says("16 november")
        assert "reken opnieuw" not in text_of(answers)
        dates = next(answer for answer in answers if answer["custom"].get("deadlines"))["custom"]["deadlines"]
        assert counted in {d["id"] for d in dates if d["counted_from"] == "2026-11-16"}
        assert {d["id"] for d in dates} != {d["id"] for d in counted_before}


async def test_a_day_alone_after_an_explanation_may_be_of_either_and_is_asked_about(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("mijn zoon is sinds 16 november geschorst")
        await parent.says("wat is een tlv")
        (question,) = await parent.says("18 november")
        assert "Wat is er gebeurd" in question["text"]
        change, dates = await parent.presses("Mijn kind is geschorst")
        assert "in plaats van maandag 16 november 2026" in change["text"]
        assert {d["counted_from"] for d in dates["custom"]["deadlines"]} == {"2026-11-18"}


async def test_who_begins_with_sorry_and_gave_no_day_before_corrects_none(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("mijn zoon is geschorst")
        dates, *_ = await parent.says("sorry, 16 november")
        assert {d["counted_from"] for d in dates["custom"]["deadlines"]} == {"2026-11-16"}


async def test_but_who_corrects_a_day_means_the_one_that_was_counted_from(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("mijn zoon is sinds 16 november geschorst")
        await parent.says("wat is een tlv")
        change, dates = await parent.says("nee, 17 november")
        assert "in plaats van maandag 16 november 2026" in change["text"]
        assert {d["counted_from"] for d in dates["custom"]["deadlines"]} == {"2026-11-17"}


@pytest.mark.parametrize("no", ["", "nee, "])
async def test_a_day_of_something_else_is_asked_about_and_changes_nothing(system: System, no: str) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("op 9 november geweigerd")
        (question,) = await parent.says(f"{no}hij is op 12 november ingeschreven op een andere school")
        assert "Wat is er gebeurd" in question["text"]
        dates, *_ = await parent.presses("De school heeft geweigerd")
        assert "in plaats van maandag 9 november 2026" in dates["text"], "unless she says that it was"


async def test_an_application_elsewhere_after_a_refusal_is_counted_as_one(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("op 9 november geweigerd door de eerste school")
        dates, *_ = await parent.says("we hebben op 16 november bij een andere school aangemeld")
        assert {d["counted_from"] for d in dates["custom"]["deadlines"]} == {"2026-11-16"}
        assert "application-decision" in {d["id"] for d in dates["custom"]["deadlines"]}
        dates = (await parent.says("en de weigering was 10 november"))[-1]
        assert {d["counted_from"] for d in dates["custom"]["deadlines"]} == {"2026-11-10"}


async def test_the_day_of_an_application_that_was_refused_is_taken_and_the_refusal_counts(
    system: System,
) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("ik heb op 5 oktober aangemeld en op 9 november kregen we een weigering")
        taken, dates, *_ = await parent.says("nee, aangemeld op 6 oktober")
        assert "dinsdag 6 oktober 2026" in taken["text"]
        assert {d["counted_from"] for d in dates["custom"]["deadlines"]} == {"2026-11-09"}


@pytest.mark.parametrize(
    "days",
    [
        "van 16 november tot 27 november",
        "vanaf 16 november tot en met 27 november",
        "16 november",
        "de brief is van 16 november",
    ],
)
async def test_the_day_from_which_it_lasts_is_no_other_day(system: System, days: str) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("mijn zoon is geschorst")
        dates, *_ = await parent.says(days)
        assert {d["counted_from"] for d in dates["custom"]["deadlines"]} == {"2026-11-16"}


async def test_only_what_changes_is_said_to_change(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("op 20 november is mijn zoon geweigerd")
        change, *_ = await parent.says("nee, 19 november")
        assert "De data die daaruit volgen, blijven gelijk" in change["text"]
        change, *_ = await parent.says("nee, 12 november")
        assert "(eerst donderdag 31 december 2026)" in change["text"]


async def test_a_day_given_before_what_happened_is_kept_for_it(system: System) -> None:
    async with system.parent() as parent:
        (question,) = await parent.says("28 september")
        assert "Wat is er gebeurd" in question["text"]
        dates, *_ = await parent.presses("Ik heb mijn kind aangemeld")
        assert dates["custom"]["deadlines"][0]["date"] == "2026-11-09"


async def test_who_only_wanted_to_apply_is_asked_what_happened_on_a_day(system: System) -> None:
    async with system.parent("tr", sector="po") as parent:
        await parent.says("Oğlumu okula yazdırmak istedik ama müdür yer yok dedi")
        answers = await parent.says("geçen hafta perşembe")
        assert all(not answer["custom"].get("deadlines") for answer in answers)
        assert answers[-1]["text"] == translate(responses()["utter_vraag_gebeurtenis"]["text"], "tr")
