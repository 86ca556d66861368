"""A very busy morning on SQLite: two hundred wait, fifty talk, and every message arrives once and in order."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest_asyncio
from aiohttp.test_utils import TestServer

from desk import keys
from desk.app import make_app
from desk.settings import Settings
from store import conversations, handovers, turns
from store.handovers import Asked, Told
from store.migrate import upgrade
from tests.conftest import free_port
from tests.people import PASSWORD, Console, email_of, employ, invent, now

WAITING, TALKING, CONSULTANTS, EACH_SAYS = 200, 50, 10, 8


@dataclass
class Stream:
    """A parent whose page is open: what arrives at it, as it arrives."""

    id: str
    token: str
    handover: str
    said: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    async def read(self, session: aiohttp.ClientSession, url: str) -> None:
        address = f"{url}/api/conversations/{self.id}/events"
        async with session.get(
            address, headers=self.headers, timeout=aiohttp.ClientTimeout(total=None)
        ) as stream:
            async for line in stream.content:
                if line.startswith(b"data: "):
                    data = json.loads(line[6:])
                    if data.get("sender") == "person":
                        self.said.append(data["text"])
                    elif data.get("state") == "waiting":
                        self.places.append(data["position"])

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[tuple[str, object]]:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    upgrade(url)
    app = make_app(
        Settings(
            database_url=url, rasa_secret="x" * 20, rasa_port=free_port(), requests_per_minute_per_address=10**6,
            messages_per_minute=1000,
        )
    )  # fmt: skip
    async with TestServer(app) as server:
        engine = app[keys.ENGINE]
        point = invent(engine, "PO9901", "Steunpunt Druk")
        for number in range(CONSULTANTS):
            employ(engine, point, f"Medewerker {number}")
        yield str(server.make_url("")).rstrip("/"), engine


def parent_who_waits(engine) -> Stream:
    conversation, token = conversations.start(engine, "nl", {}, now())
    conversations.answered(engine, conversation.id, 0)
    handovers.offer(engine, conversation.id, Asked("test-po9901", "PO9901"), "consent", now())
    seen = handovers.open_of(engine, conversation.id)
    handovers.wait(engine, seen, now(), Told(), shares=True)
    return Stream(conversation.id, token, seen.id)


async def test_two_hundred_wait_and_fifty_talk_without_a_lost_or_doubled_message(desk) -> None:
    url, engine = desk
    parents = [parent_who_waits(engine) for _ in range(WAITING + TALKING)]
    talking, waiting = parents[:TALKING], parents[TALKING:]
    async with AsyncExitStack() as open_things:
        session = await open_things.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        )
        readers = [asyncio.create_task(parent.read(session, url)) for parent in parents]
        people = [
            await open_things.enter_async_context(
                Console(url, email_of(f"Medewerker {n}", "test-po9901"), PASSWORD)
            )
            for n in range(CONSULTANTS)
        ]
        # Everybody tries to take every conversation of the fifty.
        await asyncio.gather(
            *(one.post(f"/console/talks/{parent.handover}/claim") for parent in talking for one in people[:4])
        )
        owned = {parent.handover: handovers.get(engine, parent.handover).owner for parent in talking}
        assert all(owned.values())
        by_id = {}
        for n, one in enumerate(people):
            _, page = await one.get("/console")
            by_id |= dict.fromkeys(re.findall(r'href="/console/talks/(\w+)"', page), one)
            assert n < CONSULTANTS

        async def parent_talks(parent: Stream) -> None:
            for n in range(EACH_SAYS):
                body = {"client_id": f"p{n}", "text": f"ouder {n}"}
                for _ in range(2):  # each is sent twice, as on a bad line
                    async with session.post(
                        f"{url}/api/conversations/{parent.id}/messages", json=body, headers=parent.headers
                    ) as answer:
                        assert answer.status in (200, 202)

        async def consultant_talks(parent: Stream) -> None:
            console = by_id[parent.handover]
            for n in range(EACH_SAYS):
                for _ in range(2):
                    status, _page = await console.post(
                        f"/console/talks/{parent.handover}/messages",
                        text=f"medewerker {n}",
                        lang="nl",
                        client_id=f"s{n}",
                    )
                    assert status == 202

        await asyncio.gather(*map(parent_talks, talking), *map(consultant_talks, talking))
        for _ in range(100):
            if all(len(parent.said) >= EACH_SAYS for parent in talking):
                break
            await asyncio.sleep(0.1)

        for _ in range(100):
            if not turns.owed(engine, Settings().desk, now(), now()):
                break
            await asyncio.sleep(0.1)
        assert turns.owed(engine, Settings().desk, now(), now()) == []

        expected = [f"medewerker {n}" for n in range(EACH_SAYS)]
        assert [parent.said for parent in talking] == [expected] * TALKING
        for parent in talking:
            stored = conversations.messages_after(engine, parent.id, 0)
            assert [m.text for m in stored if m.sender == "parent"] == [
                f"ouder {n}" for n in range(EACH_SAYS)
            ]
            assert [m.seq for m in stored] == list(range(1, len(stored) + 1))
            _, page = await by_id[parent.handover].get(f"/console/talks/{parent.handover}/messages?after=0")
            shown = Counter(re.findall(r"(ouder \d|medewerker \d)</div>", page))
            assert shown == {
                **{f"ouder {n}": 1 for n in range(EACH_SAYS)},
                **{f"medewerker {n}": 1 for n in range(EACH_SAYS)},
            }
        # Those who wait have moved up to the places that are left, each to one of its own.
        assert sorted(parent.places[-1] for parent in waiting) == list(range(1, WAITING + 1))
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
