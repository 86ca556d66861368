"""Dialogue 19: the bot asks once, then every trace is gone, and says so."""

import pytest

from tests.conftest import System

MARK = "krokodillenvijver"


@pytest.mark.parametrize(
    ("locale", "asks", "yes", "sure", "gone"),
    [
        ("nl", "verwijder alles", "ja", "wis", "Alles van dit gesprek is gewist"),
        (
            "en",
            "delete everything",
            "yes please",
            "erase",
            "Everything in this conversation has been erased",
        ),
    ],
)
async def test_the_bot_asks_once_and_then_every_trace_is_gone(
    system: System, locale: str, asks: str, yes: str, sure: str, gone: str
) -> None:
    async with system.parent(locale) as parent:
        await parent.says(f"wat is de zorgplicht {MARK}")
        (question,) = await parent.says(asks)
        assert sure in question["text"]
        assert len(question["buttons"]) == 2

        (farewell,) = await parent.says(yes)

        assert gone in farewell["text"]
        _nothing_is_left(system, parent.id)
        async with parent.session.get(f"{parent.address}/messages", headers=parent.headers) as answer:
            assert answer.status == 404


async def test_a_no_keeps_the_conversation(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("verwijder alles")
        (answer,) = await parent.says("nee")
        assert "bewaar" in answer["text"]
        (answer,) = await parent.says("wat is de zorgplicht")
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"


async def test_the_erase_button_of_the_widget_leaves_no_trace_either(system: System) -> None:
    async with system.parent() as parent:
        await parent.says(f"wat is de zorgplicht {MARK}")
        async with parent.session.delete(parent.address, headers=parent.headers) as answer:
            assert answer.status == 204
        _nothing_is_left(system, parent.id)


def _nothing_is_left(system: System, conversation_id: str) -> None:
    """Search every table, the raw database files and the logs for the id and for a marker word."""
    for (table,) in system.sql("select name from sqlite_master where type = 'table'"):
        for row in system.sql(f"select * from {table}"):
            assert conversation_id not in str(row)
            assert MARK not in str(row)
    for file in system.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert MARK.encode() not in content, file
            assert conversation_id.encode() not in content, file
