"""A removal that is announced and one that is decided have other dates: the bot asks which, and hears the answer."""

import pytest

from tests.conftest import System

REMOVED = {
    "nl": ("ze willen mijn dochter van school verwijderen", "het is een besluit", "nog een voornemen"),
    "en": ("school wants to expel my daughter", "it's a decision", "only an intention"),
    "tr": ("okuldan atmak istiyorlar", "karar verdiler", "henüz karar yok"),
    "ar": ("يريدون طرد ابني من المدرسة", "قرار", "مجرد نية"),
    "pl": ("chcą wyrzucić syna ze szkoły", "to decyzja", "jeszcze nie ma decyzji"),
    "uk": ("хочуть виключити сина зі школи", "вже рішення", "поки лише намір"),
}
SAME = {"objection-refusal-removal": "2026-12-28", "gpo-filing": "2026-12-28"}


def days_of_parents(answer: dict) -> dict[str, str]:
    return {d["id"]: d["safe_date"] for d in answer["custom"]["deadlines"] if d["who"] == "parents"}


@pytest.mark.parametrize("locale", REMOVED)
async def test_which_of_the_two_is_understood_in_words(system: System, locale: str) -> None:
    story, decided, announced = REMOVED[locale]
    async with system.parent(locale, sector="po") as parent:
        (answer,) = await parent.says(story)
        assert answer["custom"]["topic"] == "verwijdering"
        (asked,) = await parent.says(decided)
        assert asked["custom"]["asks"] == "form", "how the decision came"
    async with system.parent(locale, sector="po") as parent:
        await parent.says(story)
        (asked,) = await parent.says(announced)
        assert asked["custom"]["input"] == "date", "the day of the intention"


@pytest.mark.parametrize("locale", REMOVED)
async def test_a_day_alone_is_of_neither_until_she_says_of_which(system: System, locale: str) -> None:
    story, decided, announced = REMOVED[locale]
    async with system.parent(locale, sector="po") as parent:
        await parent.says(story)
        (which,) = await parent.says("16-11-2026")
        assert "deadlines" not in which["custom"]
        assert [b["value"] for b in which["buttons"]][:2] == [
            '/termijn_berekenen{"gebeurtenis": "removal-intention"}',
            '/termijn_berekenen{"gebeurtenis": "removal"}',
        ]
        (dates, *_) = await parent.says(decided)
        assert days_of_parents(dates) == SAME
    async with system.parent(locale, sector="po") as parent:
        await parent.says(story)
        await parent.says("16-11-2026")
        (dates, *_) = await parent.says(announced)
        assert days_of_parents(dates) == {"gpo-filing": "2026-12-28"}, "no objection to what is not decided"


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("het is een besluit van 16 november", SAME),
        ("een voornemen, de brief is van 16 november", {"gpo-filing": "2026-12-28"}),
    ],
)
async def test_which_and_when_may_be_said_at_once(system: System, said: str, days: dict[str, str]) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("ze willen mijn dochter van school verwijderen")
        (dates, *_) = await parent.says(said)
        assert days_of_parents(dates) == days


@pytest.mark.parametrize(
    ("locale", "story"),
    [
        ("nl", "de school heeft een voornemen gestuurd om mijn zoon te verwijderen"),
        ("en", "they sent us their intention to expel my daughter"),
        ("pl", "dostaliśmy zapowiedź, szkoła ma zamiar usunąć syna"),
    ],
)
async def test_a_day_alone_is_of_what_she_said_it_is(system: System, locale: str, story: str) -> None:
    async with system.parent(locale, sector="po") as parent:
        await parent.says(story)
        (dates, *_) = await parent.says("16-11-2026")
        assert days_of_parents(dates) == {"gpo-filing": "2026-12-28"}


async def test_the_day_of_what_is_decided_may_come_after_it(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("onze dochter is uitgeschreven zonder dat wij dat wisten")
        (dates, *_) = await parent.says("dat was 16 november")
        assert days_of_parents(dates) == SAME


async def test_who_names_the_removal_with_its_day_is_not_asked(system: System) -> None:
    async with system.parent(sector="po") as parent:
        (dates, *_) = await parent.says("op 16 november is mijn zoon van school gestuurd")
        assert days_of_parents(dates) == SAME


async def test_a_decision_that_comes_after_the_intention_has_a_day_of_its_own(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("ze willen mijn dochter van school verwijderen")
        await parent.says("een voornemen, de brief is van 2 november")
        (dates, *_) = await parent.says("het besluit tot verwijdering kwam op 16 november")
        days = days_of_parents(dates)
        assert days["objection-refusal-removal"] == "2026-12-28"
        assert days["gpo-filing"] == "2026-12-14", "that term runs from the intention"
