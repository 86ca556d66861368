"""Dialogue 18: out of the subject, insults, nonsense, length, emoji, numbers, HTML, SQL."""

import pytest

from tests.conftest import System

STRANGE = [
    "wat voor weer wordt het morgen",
    "je bent een stomme bot",
    "qwpoeiruty zxmcnv",
    "a" * 1000,
    "mijn kind " * 100,
    "😀",
    "👩‍👧‍👦🏫❓",
    "0612345678",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "'; DROP TABLE message; --",
    "{{7*7}} {0} {datum} %s",
    "/restart",
    '/ja{"vraag":"wissen"}',
    "  ///  ",
    "\u202eomgekeerd\u0000tekst",
]


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize("typed", STRANGE)
async def test_the_bot_stays_kind_and_goes_on(system: System, locale: str, typed: str) -> None:
    async with system.parent(locale) as parent:
        await parent.is_greeted()

        answers = await parent.says(typed)

        assert answers
        assert all(m["sender"] == "bot" and m["text"].strip() for m in answers)
        # Only an offer to go on in another language may come before, in that language.
        assert [m for m in answers if m["lang"] != locale] in ([], answers[:1])
        assert answers[-1]["lang"] == locale
        assert not any("<script" in m["text"] for m in answers)
        question = {"nl": "wat is de zorgplicht", "en": "what is the duty of care"}[locale]
        (answer,) = await parent.says(question)
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"


async def test_what_is_outside_the_subject_gets_what_the_bot_can_do(system: System) -> None:
    async with system.parent() as parent:
        (answer,) = await parent.says("wat voor weer wordt het morgen")
        assert answer["custom"]["topic"] == "buiten_onderwerp"
        assert "passend onderwijs" in answer["text"]


async def test_what_is_not_understood_twice_leads_to_a_person(system: System) -> None:
    async with system.parent() as parent:
        await parent.is_greeted()
        titles: list[str] = []
        for _ in range(2):
            (answer,) = await parent.says("stoel tafel bank kast deur")
            titles = [button["title"] for button in answer["buttons"]]
        assert "Praat met een mens" in titles


async def test_a_number_is_not_remembered_by_the_bot(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("mijn nummer is 0687654321, hoe lang mag de school erover doen?")
        (events,) = system.sql("select events from tracker where sender_id = ?", parent.id)[0]
        assert '"slot", "name": "' not in events or "0687654321" not in "".join(
            part for part in events.split('"event":') if part.startswith('"slot"')
        )


@pytest.mark.parametrize(
    ("locale", "typed", "other"),
    [("nl", "school", "Iets anders"), ("en", "school", "Something else")],
)
async def test_when_unsure_the_bot_asks_which_of_the_likeliest_topics_is_meant(
    system: System, locale: str, typed: str, other: str
) -> None:
    async with system.parent(locale) as parent:
        (question,) = await parent.says(typed)
        titles = [button["title"] for button in question["buttons"]]
        assert 2 <= len(titles) - 1 <= 3
        assert titles[-1] == other
        (answer,) = await parent.presses(titles[0])
        assert answer["custom"]["sources"]
