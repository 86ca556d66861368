"""What nobody has used for a week is erased, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from desk import clock, keys, retention
from desk.app import make_app
from desk.retention import erase_unused
from desk.settings import Settings
from store import conversations, handovers
from store.conversations import UnknownConversationError
from store.handovers import Asked, Told
from store.migrate import upgrade
from tests.conftest import free_port


@pytest.fixture(autouse=True)
def swept_by_the_test_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the desk from its own round at its start, which may fall between two steps of a test."""

    async def no_round(_: web.Application) -> None:
        return

    monkeypatch.setattr(retention, "enforce", no_round)


async def test_old_conversations_are_erased_and_new_ones_stay(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    upgrade(url)
    app = make_app(Settings(database_url=url, rasa_secret="x" * 20, rasa_port=free_port()))
    async with TestServer(app):
        engine = app[keys.ENGINE]
        conversations.start(engine, "nl", {}, clock.now() - timedelta(days=7, minutes=1))
        new, token = conversations.start(engine, "nl", {}, clock.now() - timedelta(days=6))
        assert await erase_unused(app) == 1
        assert conversations.find(engine, new.id, token)
        assert conversations.unused_since(engine, clock.now(), clock.now()) == [new.id]


async def test_what_is_still_owed_is_kept_and_what_has_ended_goes_in_its_time(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    upgrade(url)
    app = make_app(Settings(database_url=url, rasa_secret="x" * 20, rasa_port=free_port()))
    async with TestServer(app):
        engine = app[keys.ENGINE]

        def left(days_ago: int, *, ended: bool) -> tuple[str, str]:
            then = clock.now() - timedelta(days=days_ago)
            conversation, _ = conversations.start(engine, "nl", {}, then)
            handovers.offer(engine, conversation.id, Asked("punt", "PO9901"), "contact", then)
            seen = handovers.open_of(engine, conversation.id)
            contact = {"contact": "+31612345678", "contact_kind": "phone"}
            handovers.leave_message(engine, seen, then, Told(), due_on=then.date(), shares=True, **contact)
            typed = conversations.Said("system", "Ik heb **06 12 34 56 78**. Klopt dat?", "nl")
            conversations.answer(engine, conversation.id, 0, typed, then)
            if ended:
                handovers.called_back(engine, handovers.get(engine, seen.id), "plan", "informed", then)
            return conversation.id, seen.id

        unanswered, _ = left(60, ended=False)
        old, _ = left(31, ended=True)
        _, recent = left(15, ended=True)
        _, fresh = left(10, ended=True)
        assert await erase_unused(app) == 1
        with pytest.raises(UnknownConversationError):
            conversations.get(engine, old)
        assert conversations.get(engine, unanswered)
        assert handovers.open_of(engine, unanswered).contact == "+31612345678"
        assert handovers.get(engine, recent).contact is None
        said = conversations.messages_after(engine, handovers.get(engine, recent).conversation_id, 0)
        assert [m.text for m in said] == ["Ik heb **[nummer]**. Klopt dat?"]
        assert handovers.get(engine, fresh).contact == "+31612345678"
