"""Once the day is known, a question about a term is answered with the parent's own dates."""

import pytest

from tests.conftest import System
from tests.parent import text_of


@pytest.mark.parametrize(
    ("locale", "refused", "until_when", "last_day", "days_left"),
    [
        ("nl", "op 2 november hebben ze hem geweigerd", "tot wanneer kan ik bezwaar maken",
         "maandag 14 december 2026", "over 22 dagen"),
        ("en", "they refused him on 2 november", "what is the last day to object",
         "Monday 14 December 2026", "in 22 days"),
        ("tr", "2 Kasım'da reddettiler", "itiraz için son gün ne zaman",
         "14 Aralık 2026 Pazartesi", "22 gün sonra"),
        ("ar", "رفضت المدرسة ابني يوم 2 نوفمبر", "آخر يوم للاعتراض متى",
         "الاثنين 14 ديسمبر 2026", "خلال 22 يومًا"),
        ("pl", "szkoła odmówiła 2 listopada", "do kiedy mogę się sprzeciwić",
         "14 grudnia 2026 (poniedziałek)", "za 22 dni"),
        ("uk", "нам відмовили 2 листопада", "до якого числа можна оскаржити",
         "14 грудня 2026 (понеділок)", "через 22 дні"),
    ],
)  # fmt: skip
async def test_until_when_can_i_object(
    system: System, locale: str, refused: str, until_when: str, last_day: str, days_left: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        await parent.says(refused)
        dates, answer = await parent.says(until_when)
        assert f"**{last_day}** ({days_left})" in dates["text"]
        assert answer["custom"]["topic"] == "bezwaar_termijn"


async def test_when_must_the_school_decide(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("we hebben op 12 oktober het formulier ingeleverd")
        dates, answer = await parent.says("wanneer moet de school beslissen over de aanmelding")
        assert "Aangemeld: maandag 12 oktober 2026" in dates["text"]
        assert "**maandag 23 november 2026** (over 1 dag)" in dates["text"]
        assert answer["custom"]["topic"] == "termijn_toelating"


async def test_when_must_the_board_answer_an_objection(system: System) -> None:
    async with system.parent(sector="vo") as parent:
        await parent.says("we hebben op 5 oktober bezwaar gemaakt tegen de weigering")
        dates, answer = await parent.says("wanneer moeten ze antwoorden")
        assert "Bezwaar ontvangen: maandag 5 oktober 2026" in dates["text"]
        assert "**maandag 2 november 2026** (20 dagen geleden)" in dates["text"]
        assert answer["custom"]["topic"] == "bezwaar_school"


async def test_a_date_that_is_not_certain_is_said_to_be_so(system: System) -> None:
    async with system.parent(sector="so") as parent:
        await parent.says("we hebben op 5 oktober bezwaar gemaakt tegen de weigering")
        dates, *_ = await parent.says("wanneer moeten ze antwoorden")
        assert "(20 dagen geleden) Deze datum is niet helemaal zeker." in dates["text"]


async def test_what_is_done_already_is_no_last_day_any_more(system: System) -> None:
    async with system.parent(sector="vo") as parent:
        await parent.says("hij is op 9 november verwijderd")
        await parent.says("wij hebben 16 november bezwaar gemaakt")
        dates, *_ = await parent.says("wanneer krijgen we antwoord")
        assert "**maandag 14 december 2026**" in dates["text"]
        assert "Bezwaar maken bij het schoolbestuur" not in dates["text"]


async def test_the_dates_are_not_said_again_to_who_asks_what_it_costs(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("op 2 november hebben ze hem geweigerd")
        await parent.says("mag de juf mijn zoon zijn medicijnen geven")
        dates, _ = await parent.says("wat doet de gpo")
        assert "14 december" in dates["text"]
        (again,) = await parent.says("wat kost dat")
        assert again["custom"]["topic"] == "geschillencommissie"


async def test_when_may_she_come_back_after_a_suspension(system: System) -> None:
    async with system.parent(sector="po") as parent:
        (begun,) = await parent.says("mijn dochter is op 17 november geschorst")
        assert "Begin van de schorsing: dinsdag 17 november 2026" in begun["text"]
        dates, answer = await parent.says("wanneer mag ze weer terug")
        assert "**maandag 23 november 2026** (over 1 dag)" in dates["text"]
        assert answer["custom"]["topic"] == "schorsing"


async def test_the_last_day_against_a_tlv_is_that_of_the_samenwerkingsverband(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("het swv heeft een tlv afgegeven, de brief is van 2 november")
        dates, answer = await parent.says("wat is de laatste dag om bezwaar te maken")
        assert "**maandag 14 december 2026**" in dates["text"]
        assert answer["custom"]["topic"] == "tlv_bezwaar"


async def test_nothing_is_counted_for_who_asks_about_something_else(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("op 2 november hebben ze hem geweigerd")
        (answer,) = await parent.says("tot wanneer kan ik bezwaar maken tegen een tlv")
        assert "14 december" not in answer["text"]


async def test_what_happened_may_be_told_after_the_day(system: System) -> None:
    async with system.parent(sector="po") as parent:
        asked = await parent.says("wij hebben de brief op 20 november gehad")
        assert "Wat is er gebeurd?" in text_of(asked)
        dates, *_ = await parent.says("de afwijzing")
        assert "vrijdag 20 november 2026" in dates["text"]
        assert dates["custom"]["deadlines"]


async def test_who_applies_late_is_not_told_of_objections(system: System) -> None:
    async with system.parent(sector="po") as parent:
        told = text_of(await parent.says("ik wil haar aanmelden, ze wil op 4 januari beginnen"))
        assert "Gewenste eerste schooldag: maandag 4 januari 2027" in told
        assert "Aanmelden kan nog steeds" in told
        assert "bezwaar" not in told


async def test_a_day_in_a_question_is_not_that_of_what_happened(system: System) -> None:
    async with system.parent("en", sector="vo") as parent:
        await parent.says("they suspended my son for the whole week, starting 18 november")
        asked = text_of(await parent.says("can he come back on friday"))
        assert "20 November" not in asked


async def test_when_must_the_plan_be_ready_is_counted_from_the_day_of_enrolment(system: System) -> None:
    async with system.parent(sector="po") as parent:
        (dates, *_) = await parent.says("mijn kind is 4 november ingeschreven, wanneer moet het opp er zijn")
        assert "Ingeschreven: woensdag 4 november 2026" in dates["text"]
        assert {d["id"]: d["date"] for d in dates["custom"]["deadlines"]} == {"opp": "2026-12-16"}
