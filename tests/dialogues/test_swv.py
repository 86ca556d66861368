"""Dialogues 9 and 10: which samenwerkingsverband, and one that we know little of."""

from datetime import date, datetime

import pytest

from actions.swv import IN_DUTCH
from guide.language import translate
from guide.register import Value
from store import register
from store.database import open_database
from tests.conftest import System
from tests.parent import text_of


@pytest.mark.parametrize(
    ("locale", "text", "says"),
    [
        ("nl", "3512, middelbare school", ["VO2601", "postcode (Utrecht)", "plaats van de school", "tabel is van 2015"]),
        ("en", "3512, secondary school", ["VO2601", "postcode (Utrecht)", "place of the school", "table is from 2015"]),
    ],
)  # fmt: skip
async def test_dialogue_9_a_postcode_gives_the_swv_and_how_sure_that_is(
    system: System, locale: str, text: str, says: list[str]
) -> None:
    async with system.parent(locale) as parent:
        answers = await parent.says(text)
        for words in says:
            assert words in text_of(answers)
        assert answers[0]["custom"]["swv"]["code"] == "VO2601"


@pytest.mark.parametrize(
    ("locale", "text"),
    [("nl", "Alphen aan den Rijn, basisschool"), ("en", "Alphen aan den Rijn, primary school")],
)
async def test_dialogue_9_a_divided_place_is_asked_on(system: System, locale: str, text: str) -> None:
    async with system.parent(locale) as parent:
        question, *_ = await parent.says(text)
        assert question["custom"]["asks"] == "place"
        assert [b["title"][:6] for b in question["buttons"]] == ["PO2813", "PO2814"]
        answers = await parent.says("2404")
        assert answers[0]["custom"]["swv"]["code"] == "PO2813"


async def test_dialogue_10_of_a_swv_that_we_know_nothing_of_nothing_is_stated(system: System) -> None:
    async with system.parent() as parent:
        found, nothing = await parent.says("3512, middelbare school")
        assert found["custom"]["swv"]["status"] == "none"
        assert "ik raad er niet naar" in nothing["text"]
        (answer,) = await parent.says("wat is een tlv")
        assert "VO2601" not in answer["text"]


async def test_a_draft_is_told_as_found_with_its_link_and_day(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("welk samenwerkingsverband hoort bij amsterdam, basisschool")
        answer, own = await parent.says("wat is een tlv")
        assert answer["custom"]["topic"] == "tlv_uitleg"
        assert "groeidocument" in own["text"]
        assert "nog niet nagekeken" in own["text"]
        assert "swvamsterdamdiemen.nl" in own["text"]
        assert own["custom"]["swv"] == {
            "code": "PO2707", "name": "Samenwerkingsverband Amsterdam Diemen", "status": "draft",
        }  # fmt: skip
        assert own["custom"]["sources"][0]["checked_on"] is None


async def test_the_steunpunt_with_its_number_and_whether_it_is_open(system: System) -> None:
    async with system.parent(sector="vo", postcode="3011") as parent:
        found, own = await parent.says("hoe bereik ik het steunpunt")
        assert found["custom"]["swv"]["code"] == "VO2810"
        assert "tel:+31104842576" in own["text"]
        assert "open" in own["text"]
        assert "schoolvakanties" in own["text"]


@pytest.mark.parametrize(
    ("locale", "text", "hours", "within"),
    [
        ("nl", "hoe bereik ik het steunpunt", "maandag en woensdag 09:00 tot 11:00 uur", "1 week"),
        ("en", "how can I reach the steunpunt", "Monday and Wednesday 09:00 to 11:00", "1 week"),
        ("tr", "steunpunt telefon numarası nedir", "Pazartesi ve Çarşamba 09:00–11:00", "1 hafta"),
        ("ar", "رقم هاتف steunpunt", "الاثنين والأربعاء من الساعة 09:00 إلى 11:00", "أسبوع واحد (1)"),
        ("pl", "jaki jest numer telefonu steunpunt", "poniedziałek i środa 09:00–11:00", "1 tydzień"),
        ("uk", "який номер телефону steunpunt", "понеділок і середа 09:00–11:00", "1 тиждень"),
    ],
)  # fmt: skip
async def test_the_hours_of_a_steunpunt_and_when_it_answers_are_told_in_her_language(
    system: System, locale: str, text: str, hours: str, within: str
) -> None:
    async with system.parent(locale, sector="vo", swv="VO2002") as parent:
        *_, own = await parent.says(text)
        assert hours in own["text"]
        assert within in own["text"]


@pytest.mark.parametrize(
    ("locale", "text", "says"),
    [
        ("tr", "tlv nedir", "Kararı, uzmanların görüşüyle, müdür verir."),
        ("ar", "ما هي tlv", "يقرر المدير بعد أخذ رأي الخبراء."),
        ("pl", "co to jest tlv", "Decyduje dyrektor, po opinii ekspertów."),
        ("uk", "що таке tlv", "Рішення ухвалює директор за порадою фахівців."),
    ],
)
async def test_what_a_swv_says_of_itself_is_told_in_her_language(
    system: System, locale: str, text: str, says: str
) -> None:
    async with system.parent(locale, sector="po", swv="PO2707") as parent:
        *_, own = await parent.says(text)
        assert says in own["text"]
        assert translate(IN_DUTCH, locale) not in own["text"]


@pytest.mark.parametrize("text", ["1234", "B-1000", "xyzzy", "🤷"])
async def test_a_place_that_does_not_exist_is_asked_again_by_what_can_be_typed(
    system: System, text: str
) -> None:
    async with system.parent(sector="po") as parent:
        _, question = await parent.says("welk samenwerkingsverband is van mij")
        assert question["custom"]["input"] == "postcode"
        *_, again = await parent.says(text)
        assert again["custom"]["asks"] == "place"
        answers = await parent.says("1011")
        assert answers[0]["custom"]["swv"]["code"] == "PO2707"


async def test_an_edit_is_seen_by_the_next_answer(broken_system: System) -> None:
    engine = open_database(f"sqlite:///{broken_system.database}")
    async with broken_system.parent(sector="vo", postcode="3512") as parent:
        await parent.says("welk samenwerkingsverband is van mij")
        checked = Value(
            "tlv_term",
            {"nl": "Binnen vier weken.", "en": "x"},
            "checked",
            "https://swv.example/tlv",
            date(2026, 11, 20),
        )
        register.put_value(engine, "VO2601", checked, datetime(2026, 11, 22))
        _, own = await parent.says("wat is een tlv")
        assert "Binnen vier weken. (nagekeken op vrijdag 20 november 2026)" in own["text"]
        expired = Value(
            "tlv_term", {"nl": "Binnen vier weken."}, "checked", "https://swv.example/tlv", date(2025, 1, 1)
        )
        register.put_value(engine, "VO2601", expired, datetime(2026, 11, 22))
        (answer,) = await parent.says("wat is een tlv")
        assert "vier weken" not in answer["text"]


async def test_a_parent_who_will_not_say_where_is_not_asked_again(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("welk samenwerkingsverband is van mij")
        (stopped,) = await parent.presses("Sla dit over")
        assert "vraag niet verder" in stopped["text"]


async def test_the_ways_open_come_with_the_objection_route_and_the_steunpunt_of_her_own_swv(
    system: System,
) -> None:
    async with system.parent(sector="po", postcode="1011") as parent:
        await parent.says("de school laat mijn zoon niet toe")
        await parent.presses("Op papier of per e-mail")
        await parent.says("2 november")
        told = text_of(await parent.presses("Openbaar"))
        assert "daarna adviseert de LBT" in told
        assert "tel:+31203306320" in told


async def test_what_a_swv_for_primary_school_says_is_never_told_of_secondary(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("amsterdam, basisschool, welk samenwerkingsverband")
        _, own = await parent.says("wat is een tlv")
        assert own["custom"]["swv"]["code"] == "PO2707"
        await parent.says("nee, toch de middelbare school")
        answers = await parent.says("wat is een tlv")
        assert not any("PO2707" in str(m["custom"].get("swv", "")) for m in answers)


@pytest.mark.parametrize(
    "place", ["Zwijndrecht", "Bussum", "Drechterland", "Harlingen", "in Arnhem", "Simpelveld"]
)
@pytest.mark.parametrize("asked", [True, False])
async def test_a_place_alone_is_a_place_whatever_it_sounds_like(
    system: System, place: str, asked: bool
) -> None:
    async with system.parent(sector="po") as parent:
        if asked:
            question = await parent.says("welk samenwerkingsverband is van mij")
            assert question[-1]["custom"]["asks"] == "place"
        answers = await parent.says(place)
        assert place.removeprefix("in ") in text_of(answers)
        assert answers[0]["custom"]["topic"] == "swv_vinden"


@pytest.mark.parametrize("school", ["De Start", "De Brug", "Het Anker", "De Vrijheid", "obs de Vuurvlinder"])
async def test_the_name_of_a_school_that_is_not_found_is_asked_again_and_nothing_is_forgotten(
    system: System, school: str
) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("gisteren is mijn zoon geschorst")
        await parent.says("welk samenwerkingsverband is van mij")
        answers = await parent.says(school)
        assert answers[-1]["custom"]["asks"] == "place"
        assert "112" not in text_of(answers)


@pytest.mark.parametrize(
    ("locale", "said", "code"),
    [
        ("nl", "we wonen in Amersfort", "PO2602"),
        ("pl", "mieszkamy w Tilburgu", "PO3004"),
        ("tr", "tilburgda oturuyoruz", "PO3004"),
        ("uk", "ми живемо в Апелдорні", "PO2505"),
    ],
)
async def test_where_she_lives_in_the_words_of_her_language(
    system: System, locale: str, said: str, code: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        answers = await parent.says(said)
        assert answers[0]["custom"]["swv"]["code"] == code


async def test_a_sentence_about_something_else_is_no_unknown_place(system: System) -> None:
    async with system.parent("uk", sector="po") as parent:
        await parent.says("яке samenwerkingsverband моє")
        answers = await parent.says("хочу написати листа")
        assert answers[0]["custom"]["topic"] == "brief_opstellen"


async def test_who_asked_who_helps_and_names_her_place_is_told_how_to_reach_her_steunpunt(
    system: System,
) -> None:
    async with system.parent() as parent:
        (answer,) = await parent.says("wie kan mij helpen")
        assert answer["custom"]["topic"] == "steunpunt_uitleg"
        _, asked = await parent.says("Utrecht")
        assert asked["custom"]["asks"] == "sector"
        *_, own = await parent.says("basisschool")
        assert own["custom"]["topic"] == "steunpunt_contact"
        assert "swvutrechtpo.nl" in own["text"]


async def test_the_steunpunt_is_one_tap_from_the_swv_that_was_found(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("welk samenwerkingsverband is van mij")
        *_, found = await parent.says("1011")
        assert found["custom"]["topic"] == "swv_vinden"
        *_, own = await parent.presses("Contact met het steunpunt")
        assert own["custom"]["topic"] == "steunpunt_contact"
