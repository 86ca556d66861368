"""Dialogue 16: the bot names the article, the address and the day of the last check."""

import pytest

from tests.conftest import System


@pytest.mark.parametrize(
    ("locale", "question", "where", "checked"),
    [
        ("nl", "hoe lang mag de school erover doen", "waar staat dat?", "nagekeken op 22-11-2026"),
        (
            "en",
            "how long may the school take to decide",
            "where is that written?",
            "checked on 22-11-2026",
        ),
    ],
)
async def test_the_article_the_address_and_the_last_check_are_named(
    system: System, locale: str, question: str, where: str, checked: str
) -> None:
    async with system.parent(locale) as parent:
        await parent.says(question)
        (answer,) = await parent.says(where)

        assert answer["custom"]["topic"] == "bron_vraag"
        assert "WVO 2020 art. 8.8 lid 2" in answer["text"]
        assert "https://wetten.overheid.nl/BWBR0044212/2026-01-01" in answer["text"]
        assert checked in answer["text"]


async def test_before_any_answer_there_is_no_source_to_name(system: System) -> None:
    async with system.parent() as parent:
        await parent.is_greeted()
        (answer,) = await parent.says("waar staat dat?")
        assert "geen wet of bron" in answer["text"]
