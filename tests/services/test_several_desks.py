"""Several desks are as one: who is helped by which, and which of them dies, makes no difference to a parent."""

import asyncio
import itertools
import ssl
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from store import conversations, handovers, trackers, turns
from store.conversations import BELIEVED_FOR, UnknownConversationError
from store.database import open_database
from store.migrate import is_newest, upgrade
from store.turns import HeldError
from tests.people import PASSWORD, Console, email_of, employ, invent
from tests.services.conftest import Together, migrate

NOW = datetime(2026, 11, 27, 9)


async def test_what_is_sent_to_one_desk_is_heard_at_the_other(together: Together) -> None:
    for here, there in ((together.one, together.other), (together.other, together.one)):
        async with here.parent() as parent:
            parent.url = there.url
            await parent.says("we hebben hem op 2 november aangemeld op een basisschool")
            # The other rasa goes on with what the first has learnt.
            parent.url = here.url
            await parent.says("wanneer moet de school beslissen")
            remembered, _ = trackers.load(together.engine, parent.id)
            assert remembered.count("op 2 november aangemeld") == remembered.count("moet de school") > 0


async def test_a_parent_and_a_consultant_at_different_desks_talk(together: Together) -> None:
    point = invent(together.engine, "PO9931", "Steunpunt Samen")
    employ(together.engine, point, "Sam")
    async with Console(together.one.url, email_of("Sam", point), PASSWORD) as sam:
        async with together.other.parent(swv="PO9931") as parent:
            await parent.says("ik wil iemand spreken")
            await parent.says("over de aanmelding")
            await parent.presses("Ja, deel het gesprek")
            talk = handovers.open_of(together.engine, parent.id).id
            assert (await sam.post(f"/console/talks/{talk}/claim"))[0] == 200
            await sam.post(f"/console/talks/{talk}/messages", text="Dag, met Sam", lang="nl", client_id="a")
            told = await parent.until_told("Dag, met Sam")
            assert told["sender"] == "person"


async def test_redis_gone_a_message_is_a_second_later_and_back_it_is_as_before(together: Together) -> None:
    async with together.one.parent() as parent:
        parent.url = together.other.url
        together.redis.kill()
        try:
            for words in ("wat is de zorgplicht", "we gaan verhuizen"):
                answers = await parent.says(words)
                assert [a["sender"] for a in answers] == ["bot"]
        finally:
            together.redis.start()
        await asyncio.sleep(3)
        began = time.monotonic()
        await parent.says("wat is een opp")
        assert time.monotonic() - began < 1
        stored = [m.sender for m in conversations.messages_after(together.engine, parent.id, 0)]
        assert stored == ["bot"] + 3 * ["parent", "bot"]


async def test_a_rasa_that_died_is_answered_for_by_the_other(together: Together) -> None:
    async with together.one.parent() as parent:
        await parent.says("bedankt")  # the turn of the greeting is over
        together.one.kill("rasa")
        began = time.monotonic()
        (answer,) = await parent.says("wat is de zorgplicht")
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"
        assert time.monotonic() - began < 10  # a rasa that is started again takes longer
        await asyncio.to_thread(together.one.wait_until_back)


async def test_postgresql_restarted_the_conversation_goes_on(together: Together) -> None:
    async with together.one.parent() as parent:
        await parent.says("wat is de zorgplicht")
        await asyncio.to_thread(together.restart_postgresql)
        (answer,) = await parent.says("we gaan verhuizen")
        assert answer["custom"]["topic"] == "verhuizen"


async def test_a_database_that_takes_no_writes_is_told_of_and_then_takes_the_same_message_once(
    together: Together,
) -> None:
    async with together.one.parent() as parent:
        body = {"client_id": "again", "text": "wat is de zorgplicht"}
        with together.read_only():
            await asyncio.sleep(0.5)
            async with parent.session.post(
                f"{parent.address}/messages", json=body, headers=parent.headers
            ) as refused:
                assert (refused.status, refused.content_type) == (500, "application/problem+json")
                assert "nog eens" in (await refused.json(content_type=None))["title"]
            async with parent.session.get(f"{parent.address}/messages", headers=parent.headers) as read:
                assert [m["sender"] for m in (await read.json())["messages"]] == ["bot"]
        await asyncio.sleep(0.5)
        for status in (202, 200):
            async with parent.session.post(
                f"{parent.address}/messages", json=body, headers=parent.headers
            ) as taken:
                assert taken.status == status
        await parent.until_told("zoekt uit welke ondersteuning")
        stored = [m.sender for m in conversations.messages_after(together.engine, parent.id, 0)]
        assert stored == ["bot", "parent", "bot"]


async def test_messages_are_counted_at_all_desks_together(together: Together) -> None:
    from redis.asyncio import from_url

    from desk.limits import Limit, SharedLimit

    server = from_url(together.redis.url)
    desks = [SharedLimit("try", Limit(3, 60), server, "secret", lambda: True) for _ in range(2)]
    waits = [await desk.take("198.51.100.7") for desk in desks * 3]
    assert waits[:3] == [0, 0, 0]
    assert all(0 < wait <= 60 for wait in waits[3:])
    assert not any(b"198.51" in key for key in await server.keys())
    await server.close(close_connection_pool=True)


class PatientParent:
    """Writes through nginx and, as the widget does, sends again what was not taken."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url, self.sent, self.tries = session, url, 0, Counter()

    async def call(self, method: str, path: str, headers: dict, **body: object) -> dict:
        for _ in range(100):
            try:
                async with self.session.request(method, self.url + path, headers=headers, **body) as answer:
                    self.tries[answer.status] += 1
                    if answer.status < 300:
                        return await answer.json()
            except (aiohttp.ClientError, asyncio.TimeoutError):
                self.tries["cut"] += 1
            await asyncio.sleep(0.3)
        raise AssertionError(f"never taken: {self.tries}")

    async def talk(self, until: asyncio.Event) -> None:
        begun = await self.call("POST", "/api/conversations", {}, json={"locale": "nl"})
        self.id, headers = begun["id"], {"Authorization": f"Bearer {begun['token']}"}
        for number in itertools.count():
            body = {
                "client_id": f"c{number}",
                "text": ("wat is de zorgplicht", "we gaan verhuizen")[number % 2],
            }
            await self.call("POST", f"/api/conversations/{self.id}/messages", headers, json=body)
            self.sent += 1
            if until.is_set():
                return
            await asyncio.sleep(0.5)


async def test_one_after_the_other_restarted_under_way_no_message_is_lost_or_answered_twice(
    together: Together,
) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    restarted = asyncio.Event()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trusting)) as session:
        parents = [PatientParent(session, together.nginx.url) for _ in range(6)]
        talking = [asyncio.create_task(parent.talk(restarted)) for parent in parents]
        for system in (together.one, together.other):
            await asyncio.sleep(2)
            await asyncio.to_thread(system.stop)
            await asyncio.to_thread(system.start)
        restarted.set()
        await asyncio.gather(*talking)
    for parent in parents:
        for _ in range(100):
            said = conversations.messages_after(together.engine, parent.id, 0)
            if not any(message.pending for message in said):
                break
            await asyncio.sleep(0.2)
        replies = Counter(message.reply_to for message in said if message.sender == "bot")
        asked = [message.seq for message in said if message.sender == "parent"]
        assert len(asked) == parent.sent > 20
        assert [replies[seq] for seq in asked] == [1] * len(asked)
        assert [message.text for message in said if message.sender == "system"] == []


async def test_many_migrate_at_once(together: Together, tmp_path: Path) -> None:
    with together.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql("CREATE DATABASE many")
    for url in (f"sqlite:///{tmp_path / 'many.db'}", together.database.replace("several", "many")):
        assert {process.wait() for process in [migrate(url) for _ in range(5)]} == {0}
        assert is_newest(url)


# --- the turn ---------------------------------------------------------------------------------------


def test_a_desk_that_gives_no_sign_of_life_is_taken_over_from_and_can_then_say_nothing(url: str) -> None:
    upgrade(url)
    engine = open_database(url)
    conversation, _ = conversations.start(engine, "nl", {}, NOW)
    assert turns.take(engine, conversation.id, "a", NOW).message.kind == "start"
    with pytest.raises(HeldError):
        turns.take(engine, conversation.id, "b", NOW)
    assert turns.owed(engine, "b", NOW, NOW) == []

    later = NOW + timedelta(seconds=30)
    conversations.say(engine, conversation.id, "bot", "een", "nl", later, desk="a")
    with pytest.raises(HeldError):  # each word renews the turn
        turns.take(engine, conversation.id, "b", NOW + BELIEVED_FOR + timedelta(seconds=1))

    silent = later + BELIEVED_FOR + timedelta(seconds=1)
    assert turns.owed(engine, "b", silent, silent) == [conversation.id]
    assert turns.take(engine, conversation.id, "b", silent).message.kind == "start"
    for too_late in (
        lambda: conversations.say(engine, conversation.id, "bot", "twee", "nl", silent, desk="a"),
        lambda: turns.done(engine, conversation.id, 0, "a"),
    ):
        with pytest.raises(UnknownConversationError):
            too_late()
    turns.done(engine, conversation.id, 0, "b")
    assert turns.take(engine, conversation.id, "a", silent) is None
    engine.dispose()
