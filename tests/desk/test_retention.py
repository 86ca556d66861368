"""What nobody has used for a week is erased, and nothing else."""

from datetime import timedelta
from pathlib import Path

from aiohttp.test_utils import TestServer

from desk import clock, keys
from desk.app import make_app
from desk.retention import erase_unused
from desk.settings import Settings
from store import conversations
from store.migrate import upgrade
from tests.conftest import free_port


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
