"""A parent tells a story with days in it: a term is counted from the right one, or from none.

Today is Sunday 22 November 2026, so that yesterday is 21 November.
"""

import pytest

from tests.conftest import System

YESTERDAY = "2026-11-21"


def _deadlines(answers: list[dict]) -> list[dict]:
    return [deadline for answer in answers for deadline in answer["custom"].get("deadlines", [])]


def _counted_from(answers: list[dict]) -> set[str]:
    return {deadline["counted_from"] for deadline in _deadlines(answers)}


@pytest.mark.parametrize(
    ("locale", "story"),
    [
        ("nl", "wij hebben onze zoon op 3 oktober aangemeld en gisteren is hij geweigerd"),
        ("en", "we applied on 3 October and yesterday the school refused him"),
        ("tr", "3 Ekim'de okula başvurduk, dün oğlumu reddettiler"),
        ("ar", "قدمنا الطلب في 3 أكتوبر وأمس رفضت المدرسة ابني"),
        ("pl", "3 października złożyliśmy wniosek do szkoły, a wczoraj odmówili przyjęcia syna"),
        ("uk", "ми подали заяву до школи 3 жовтня, а вчора нам відмовили"),
    ],
)
async def test_the_term_of_a_refusal_is_not_counted_from_the_application(
    system: System, locale: str, story: str
) -> None:
    async with system.parent(locale) as parent:
        assert _counted_from(await parent.says(story)) == {YESTERDAY}


@pytest.mark.parametrize(
    "story",
    [
        "Mijn zoon is geboren op 3 maart 2019 en heeft autisme. Gisteren is hij geweigerd op de basisschool.",
        "Mijn dochter uit groep 7/8 is gisteren geweigerd op de middelbare school",
    ],
)
async def test_a_birth_and_a_group_are_not_the_day_of_a_refusal(system: System, story: str) -> None:
    async with system.parent() as parent:
        assert _counted_from(await parent.says(story)) == {YESTERDAY}


@pytest.mark.parametrize(
    ("story", "topic"),
    [
        ("mijn zoon van groep 7/8 is geweigerd op de middelbare school", "weigering_toelating"),
        ("volgende week dinsdag wordt mijn zoon geschorst", "schorsing"),
        ("ze schorsen hem tot 5 december", "schorsing"),
        ("op maandag en dinsdag is hij geschorst, mag dat", "schorsing"),
        ("laat haar maandag alvast beginnen", "tijdelijke_plaatsing"),
    ],
)
async def test_where_no_day_is_sure_the_question_is_answered_and_no_term_is_counted(
    system: System, story: str, topic: str
) -> None:
    async with system.parent(sector="vo") as parent:
        answer, *others = await parent.says(story)
        assert answer["custom"]["topic"] == topic
        assert not _counted_from([answer, *others])


AWFUL_DAY = {
    "nl": """Goedemorgen, gisteren was een heel vervelende dag voor ons. We weten het niet meer, thuis is er alleen
        maar ruzie over, en mijn man zegt dat ik moet bellen. Kunt u mij helpen?""",
    "en": """Good morning, yesterday was an awful day for all of us. We are at a loss, we only quarrel about it at
        home, and my husband says that I should ring somebody. Can you help me?""",
    "ar": """صباح الخير، أمس كان يوما صعبا جدا علينا جميعا. لا نعرف ماذا نفعل، وفي البيت نتشاجر بسبب ذلك،
        وزوجي يقول إن علي أن أتصل بأحد. هل تستطيعون مساعدتي؟""",
}


@pytest.mark.parametrize("locale", AWFUL_DAY)
async def test_a_day_in_a_long_story_is_not_asked_about(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        answers = await parent.says(" ".join(AWFUL_DAY[locale].split()))
        assert all(answer["custom"].get("topic") != "termijn_berekenen" for answer in answers)
        assert not _counted_from(answers)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("nl", "mijn zoon heeft gisteren geweigerd naar school te gaan"),
        ("en", "my son refused to go to school yesterday"),
        ("tr", "oğlum dün okula gitmeyi reddetti"),
        ("ar", "ابني رفض أمس الذهاب إلى المدرسة"),
        ("pl", "syn wczoraj odmówił pójścia do szkoły"),
        ("uk", "син учора відмовився йти до школи"),
        ("pl", "dzieci mają 6 i 12 lat, a szkoły dla nich nie ma"),
        ("nl", "hij krijgt 1-1 begeleiding maar dat stopt nu"),
    ],
)
async def test_what_only_sounds_like_an_event_or_a_day_starts_no_term(
    system: System, locale: str, said: str
) -> None:
    async with system.parent(locale) as parent:
        assert _counted_from(await parent.says(said)) == set()


async def test_a_refused_bus_is_counted_for_the_municipality_and_not_for_the_school(system: System) -> None:
    async with system.parent() as parent:
        answers = await parent.says("de gemeente heeft het leerlingenvervoer gisteren afgewezen")
        assert _counted_from(answers) == {YESTERDAY}
        assert {deadline["id"] for deadline in _deadlines(answers)} == {"transport-objection"}
