"""Where the bot asked for a place, a day or a kind of school, a question in return is none of these."""

import pytest

from guide.answers import responses
from guide.language import translate
from tests.conftest import System
from tests.parent import text_of


@pytest.mark.parametrize(
    ("locale", "topic", "in_return", "not_said"),
    [
        ("nl", "ik zoek ons samenwerkingsverband", "wie kan mij helpen met een brief", "vind ik niet"),
        ("nl", "ik zoek ons samenwerkingsverband", "mogen ze hem zomaar schorsen?", "vind ik niet"),
        ("en", "find my swv", "who can help me to write a letter", "cannot find"),
        ("ar", "ابحث عن swv الخاص بي", "متى أستطيع الاعتراض؟", "لا أجد"),
    ],
)
async def test_a_question_is_no_place(
    system: System, locale: str, topic: str, in_return: str, not_said: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        *_, asked = await parent.says(topic)
        assert asked["custom"]["asks"] == "place"
        answers = await parent.says(in_return)
        assert not_said not in text_of(answers)
        assert all(answer["custom"].get("asks") != "place" for answer in answers)


async def test_a_place_is_still_one(system: System) -> None:
    async with system.parent(sector="po") as parent:
        *_, asked = await parent.says("ik zoek ons samenwerkingsverband")
        assert asked["custom"]["asks"] == "place"
        answers = await parent.says("wij wonen in Amersfoort")
        assert any(answer["custom"].get("swv") for answer in answers)


async def test_who_asks_for_a_person_where_a_place_was_asked_is_asked_for_it_again_and_named_no_place(
    system: System,
) -> None:
    async with system.parent(sector="po") as parent:
        *_, asked = await parent.says("kunt u mij terugbellen")
        assert asked["custom"]["asks"] == "place"
        answers = await parent.says("ik wil met iemand praten")
        assert "vind ik niet" not in text_of(answers)
        assert answers[-1]["custom"]["asks"] == "place"
        assert "vind ik niet" in text_of(await parent.says("Blubberdorp"))


@pytest.mark.parametrize(
    ("locale", "suspended", "forgot"),
    [
        ("nl", "mijn zoon is geschorst", "dat ben ik vergeten"),
        ("en", "my son is suspended", "I can't remember exactly"),
        ("tr", "oğlum okuldan uzaklaştırıldı", "tam hatırlamıyorum"),
        ("ar", "ابني موقوف عن المدرسة", "ما بتذكر بالضبط"),
        ("pl", "syn jest zawieszony", "nie pamiętam dokładnie"),
        ("uk", "сина відсторонили від школи", "не пам'ятаю точно"),
    ],
)
async def test_who_does_not_remember_the_day_is_told_where_to_look(
    system: System, locale: str, suspended: str, forgot: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        answer, *_ = await parent.says(suspended)
        until_when = next(b["title"] for b in answer["buttons"] if "termijn_berekenen" in b["value"])
        (asked,) = await parent.presses(until_when)
        assert asked["custom"]["input"] == "date"
        (answer,) = await parent.says(forgot)
        assert answer["custom"]["input"] == "date"
        assert answer["text"] != asked["text"]


@pytest.mark.parametrize(
    ("locale", "topic", "why", "because"),
    [
        ("nl", "ik zoek ons samenwerkingsverband", "waarom wilt u dat weten?", "Uw adres of uw naam heb ik niet nodig"),
        ("en", "find my swv", "why?", "I do not need your address or your name"),
        ("tr", "işbirliğimizi (swv) bul", "neden?", "Adresiniz ya da adınız gerekmez"),
        ("ar", "ابحث عن swv الخاص بي", "ليش؟", "لا أحتاج إلى عنوانكم أو اسمكم"),
        ("pl", "znajdź mój swv", "po co to?", "Adres ani nazwisko nie są potrzebne"),
        ("uk", "знайди мій swv", "навіщо?", "Ваша адреса чи ім'я не потрібні"),
    ],
)  # fmt: skip
async def test_who_asks_why_a_place_is_needed_is_told_and_asked_again(
    system: System, locale: str, topic: str, why: str, because: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        *_, asked = await parent.says(topic)
        assert asked["custom"]["asks"] == "place"
        told, again = await parent.says(why)
        assert because in told["text"]
        assert again["custom"]["asks"] == "place"


async def test_so_is_who_asks_why_the_kind_of_school_matters_or_the_day(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("mijn zoon is geweigerd, de brief kwam op 10 november")
        *_, asked = await parent.says("wat kan ik doen")
        assert asked["custom"]["asks"] == "board"
        told, again = await parent.says("maakt dat uit?")
        assert "openbare school" in told["text"]
        assert again["custom"]["asks"] == "board"
        assert (await parent.presses("Openbaar"))[-1]["custom"]["asks"] == "place"
    async with system.parent(sector="po") as parent:
        *_, asked = await parent.says("bereken mijn data, ik heb hem aangemeld")
        assert asked["custom"]["input"] == "date"
        (told,) = await parent.says("waarvoor is dat nodig?")
        assert "Ik reken vanaf die dag" in told["text"]
        assert told["custom"]["input"] == "date"
        dates = await parent.says("maandag 9 november")
        assert dates[0]["custom"]["deadlines"]


@pytest.mark.parametrize(
    ("locale", "age"),
    [
        ("nl", "hij is 9"),
        ("en", "he is 6"),
        ("tr", "9 yaşında"),
        ("ar", "عمره تسع سنوات"),
        ("pl", "ma 13 lat"),
        ("uk", "їй 9"),
    ],
)
async def test_an_age_is_no_kind_of_school_and_not_called_misunderstood(
    system: System, locale: str, age: str
) -> None:
    async with system.parent(locale) as parent:
        await parent.presses(translate("Praat met een mens", locale))
        told, asked = await parent.says(age)
        assert told["text"] == translate(responses()["utter_leeftijd"]["text"], locale)
        assert asked["custom"]["asks"] == "sector"


@pytest.mark.parametrize("place", ["Amersfoort", "3811", "3811 AB", "٣٨١١"])
async def test_a_place_that_comes_before_the_kind_of_school_is_kept(system: System, place: str) -> None:
    async with system.parent() as parent:
        *_, asked = await parent.says("welk samenwerkingsverband is van mij")
        assert asked["custom"]["asks"] == "sector"
        kept, asked = await parent.says(place)
        assert kept["text"] == responses()["utter_plaats_onthouden"]["text"]
        assert asked["custom"]["asks"] == "sector"
        found, *_ = await parent.says("basisschool")
        assert found["custom"]["swv"]["code"] == "PO2602"


async def test_so_is_one_that_comes_among_the_questions_on_what_can_be_done(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("de school laat mijn zoon niet toe")
        await parent.presses("Alleen gezegd")
        read, asked = await parent.says("2 november")
        assert "maandag 2 november 2026" in read["text"]
        assert asked["custom"]["asks"] == "sector"
        _, asked = await parent.says("Amsterdam")
        assert asked["custom"]["asks"] == "sector"
        (asked,) = await parent.says("basisschool")
        assert asked["custom"]["asks"] == "board"
        ways, *own = await parent.says("openbaar")
        assert ways["custom"]["topic"] == "routes_overzicht", "where the school is was told before"
        assert any(m["custom"].get("swv", {}).get("code") == "PO2707" for m in own)


@pytest.mark.parametrize("postcode", ["1012", "1012 AB", "١٠١٢"])
async def test_a_postcode_after_another_question_still_leads_to_the_person_that_was_asked_for(
    system: System, postcode: str
) -> None:
    async with system.parent() as parent:
        await parent.says("ik wil een mens spreken")
        await parent.says("de school weigert mijn kind")
        kept, asked = await parent.says(postcode)
        assert kept["text"] == responses()["utter_plaats_onthouden"]["text"]
        assert asked["custom"]["asks"] == "sector"
        brought_in, *_ = await parent.says("basisschool")
        assert "steunpunt" in brought_in["text"]
        assert "Waar is de school" not in brought_in["text"]
