"""A desk alone, with its own database, for what needs no bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from aiohttp.test_utils import TestServer

from desk.app import make_app
from desk.settings import Settings
from store.migrate import upgrade
from tests.conftest import free_port


@pytest_asyncio.fixture
async def aiohttp_desk(tmp_path: Path) -> AsyncIterator[str]:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    upgrade(url)
    settings = Settings(
        database_url=url,
        rasa_secret="x" * 20,
        rasa_port=free_port(),
        actions_port=free_port(),
        allowed_origins="https://school.example",
    )
    async with TestServer(make_app(settings)) as server:
        yield str(server.make_url("")).rstrip("/")
