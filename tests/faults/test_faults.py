"""Whatever breaks, a parent gets a sentence and somebody to call, and the conversation goes on."""

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import psutil
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from desk import answering
from desk.app import make_app
from desk.settings import Settings
from store import conversations, handovers, staff
from store.database import open_database
from store.handovers import Note
from store.migrate import upgrade
from store.sealing import VARIABLE
from tests.conftest import KEY, System
from tests.parent import Parent
from tests.people import PASSWORD, Console, email_of, employ, invent, now, other_day

WITH_AN_ACTION = "waar staat dat?"
SOMEBODY_TO_CALL = "088 605 01 01"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open what the system has sealed."""
    monkeypatch.setenv(VARIABLE, KEY)


async def test_with_a_key_the_files_hold_nothing_that_she_or_the_consultant_wrote(
    broken_system: System,
) -> None:
    engine = open_database(f"sqlite:///{broken_system.database}")
    employ(engine, invent(engine, "PO9923", "Steunpunt Kluis", other_day()), "Kea")
    async with broken_system.parent(swv="PO9923") as parent:
        await parent.says("mijn zoon Willibrord wordt geweigerd op 2 november")
        await parent.says("ik wil iemand spreken")
        await parent.says("over de zeldzame ziekte van Willibrord")
        await parent.presses("Ja, deel het gesprek")
        (read_back,) = await parent.says("06 1234 5678")
        assert "06 12 34 56 78" in read_back["text"]
        seen = handovers.open_of(engine, parent.id)
        assert seen.question == "over de zeldzame ziekte van Willibrord"
        note = Note(staff.everyone(engine)[0].id, "note", "belt mevrouw Kwikkel")
        handovers.add_note(engine, seen.id, note, now())
    engine.dispose()
    files = b"".join(path.read_bytes() for path in broken_system.folder.rglob("*") if path.is_file())
    for words in ("Willibrord", "zeldzame", "34 56 78", "612345678", "Kwikkel"):
        assert words.encode() not in files, words


async def test_actions_killed_a_sentence_and_a_person_and_then_it_works_again(broken_system: System) -> None:
    async with broken_system.parent() as parent:
        broken_system.kill("actions")
        (answer,) = await parent.says(WITH_AN_ACTION)
        assert (answer["sender"], SOMEBODY_TO_CALL in answer["text"]) == ("system", True)
        assert answer["buttons"][0]["value"] == "/menselijke_hulp"

        broken_system.wait_until_back()
        (answer,) = await parent.says(WITH_AN_ACTION)
        assert answer["custom"]["topic"] == "bron_vraag"


async def test_actions_that_hang_do_not_hang_the_parent(broken_system: System) -> None:
    async with broken_system.parent() as parent:
        process = broken_system.child("actions")
        process.suspend()
        try:
            (answer,) = await parent.says(WITH_AN_ACTION)
            assert SOMEBODY_TO_CALL in answer["text"]
        finally:
            process.resume()
        (answer,) = await parent.says("wat is de zorgplicht")
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"


async def is_told_to_wait_and_then_answered(parent: Parent) -> None:
    told, *answer = await parent.says("wat is de zorgplicht")
    assert "ik ben zo terug" in told["text"]
    assert SOMEBODY_TO_CALL in told["text"]
    assert [m["custom"]["topic"] for m in answer] == ["zorgplicht_uitleg"]


async def test_rasa_killed_mid_turn_the_parent_is_told_and_answered_when_it_is_back(
    broken_system: System,
) -> None:
    async with broken_system.parent() as parent:
        parent.seconds = 120
        await parent.says("bedankt")  # the turn of the greeting is over
        broken_system.kill("rasa")
        await is_told_to_wait_and_then_answered(parent)
        broken_system.wait_until_back()


async def test_a_rasa_that_stands_still_for_twenty_seconds_answers_once_and_the_next_is_answered_too(
    broken_system: System,
) -> None:
    async with broken_system.parent() as parent:
        parent.seconds = 60
        await parent.says("bedankt")  # the turn of the greeting is over
        rasa = broken_system.child("rasa")
        rasa.suspend()
        asyncio.get_running_loop().call_later(20, rasa.resume)
        await is_told_to_wait_and_then_answered(parent)
        (next_answer,) = await parent.says("we gaan verhuizen")
        assert next_answer["custom"]["topic"] == "verhuizen"


async def test_the_desk_killed_nothing_that_was_said_is_lost(broken_system: System) -> None:
    async with broken_system.parent() as parent:
        await parent.says("wat is de zorgplicht")
        rasa = broken_system.child("rasa")
        rasa.suspend()
        body = {"client_id": "last", "text": "we gaan verhuizen"}
        async with parent.session.post(
            f"{parent.address}/messages", json=body, headers=parent.headers
        ) as answer:
            assert answer.status == 202
        broken_system.kill("desk")
        rasa.resume()
        broken_system.wait_until_back()
        for _ in range(40):
            async with parent.session.get(
                f"{parent.address}/messages?after=3&wait=2", headers=parent.headers
            ) as found:
                messages = (await found.json())["messages"]
            if any(m.get("custom", {}).get("topic") == "verhuizen" for m in messages):
                break
        assert [m["text"] for m in messages if m["sender"] == "parent"] == ["we gaan verhuizen"]
        assert [m["custom"]["topic"] for m in messages if m["sender"] == "bot"] == ["verhuizen"]


async def test_the_database_locked_gives_a_problem_and_afterwards_it_works(broken_system: System) -> None:
    async with broken_system.parent() as parent:
        with contextlib.closing(sqlite3.connect(broken_system.database, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            body = {"client_id": "locked", "text": "wat is de zorgplicht"}
            async with parent.session.post(
                f"{parent.address}/messages", json=body, headers=parent.headers
            ) as answer:
                problem = await answer.json(content_type=None)
                assert (answer.status, answer.content_type) == (500, "application/problem+json")
                assert "opnieuw" in problem["title"] or "nog eens" in problem["title"]
            other.execute("ROLLBACK")
        *_, answer = await parent.says("wat is de zorgplicht")
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"


async def test_the_disk_full_gives_a_problem_and_afterwards_it_works(broken_system: System) -> None:
    """No file of the desk may grow any more: SQLite and the log fail as they do on a full disk."""
    async with broken_system.parent() as parent:
        desk = broken_system.child("desk")
        before = desk.rlimit(psutil.RLIMIT_FSIZE)
        desk.rlimit(psutil.RLIMIT_FSIZE, (4096, before[1]))
        try:
            body = {"client_id": "full", "text": "wat is de zorgplicht"}
            async with parent.session.post(
                f"{parent.address}/messages", json=body, headers=parent.headers
            ) as answer:
                assert (answer.status, answer.content_type) == (500, "application/problem+json")
        finally:
            desk.rlimit(psutil.RLIMIT_FSIZE, before)
        *_, answer = await parent.says("wat is de zorgplicht")
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"
        stored = broken_system.sql(
            "select count(*) from message where conversation_id = ? and sender = 'parent'", parent.id
        )
        assert stored == [(1,)]


async def test_what_dies_is_started_again_and_said_to_be(broken_system: System) -> None:
    broken_system.kill("actions")
    broken_system.wait_until_back()
    assert "actions ended with code -9; starting it again in" in (broken_system.folder / "up.txt").read_text()


async def test_the_desk_killed_while_she_waits_and_while_she_talks_no_promise_is_lost(
    broken_system: System,
) -> None:
    engine = open_database(f"sqlite:///{broken_system.database}")
    point = invent(engine, "PO9921", "Steunpunt Taai")
    employ(engine, point, "Anna")
    async with Console(broken_system.url, email_of("Anna", point), PASSWORD) as anna:
        async with broken_system.parent(swv="PO9921") as parent:
            await parent.says("ik wil iemand spreken")
            await parent.says("over de aanmelding van mijn zoon")
            (queued,) = await parent.presses("Ja, deel het gesprek")
            assert "als eerste aan de beurt" in queued["text"]
            seen = handovers.open_of(engine, parent.id)

            broken_system.kill("desk")
            broken_system.wait_until_back()
            assert handovers.get(engine, seen.id) == seen
            assert (await anna.post(f"/console/talks/{seen.id}/claim"))[0] == 200

            broken_system.kill("desk")
            broken_system.wait_until_back()
            for _ in range(2):  # she does not know whether it arrived, and sends it again
                sent = await anna.post(
                    f"/console/talks/{seen.id}/messages", text="Daar ben ik weer", lang="nl", client_id="a"
                )
                assert sent[0] == 202
            async with aiohttp.ClientSession(headers=parent.headers) as again:
                body = {"client_id": "na", "text": "fijn"}
                async with again.post(f"{parent.address}/messages", json=body) as answer:
                    assert answer.status == 202
                async with again.get(f"{parent.address}/messages?after=0") as found:
                    said = [(m["sender"], m["text"]) for m in (await found.json())["messages"]]
            assert said.count(("person", "Daar ben ik weer")) == 1
            assert said.count(("parent", "fijn")) == 1
            assert handovers.get(engine, seen.id).owner == staff.by_email(engine, anna.email).id
    engine.dispose()


async def test_rasa_away_a_person_can_still_be_reached(broken_system: System) -> None:
    engine = open_database(f"sqlite:///{broken_system.database}")
    employ(engine, invent(engine, "PO9922", "Steunpunt Zonder Bot"), "Bea")
    async with broken_system.parent(swv="PO9922") as parent:
        await parent.says("bedankt")  # the turn of the greeting is over
        rasa = broken_system.child("rasa")
        broken_system.kill("rasa")
        assert rasa
        # The bar and every apology offer it; the desk needs no rasa for it.
        question = await parent._sends(value="/menselijke_hulp")
        assert "Steunpunt Zonder Bot" in question[-1]["text"]
        (consent,) = await parent.says("mijn dochter zit thuis")
        assert "Mag de medewerker" in consent["text"]
        broken_system.wait_until_back()
    engine.dispose()


# --- what rasa does rarely, played by a stand-in that speaks its channel ---------------------------


class StandIn:
    """A rasa that answers as it is told: lines to send, then whether to cut the connection or wait."""

    def __init__(self) -> None:
        self.lines: list[dict] = [{"text": "hoi", "buttons": [], "custom": {}}, {"done": True}]
        self.seconds = 0.0
        self.is_ready = True
        self.cut = False
        self.asked: list[dict] = []
        self.running = self.most_at_once = 0

    async def ready(self, request: web.Request) -> web.Response:
        return web.Response(status=200 if self.is_ready else 503)

    async def messages(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        response = web.StreamResponse()
        if not self.is_ready:
            await asyncio.sleep(self.seconds)
        await response.prepare(request)
        await asyncio.sleep(self.seconds)
        for line in self.lines:
            await response.write(json.dumps(line).encode() + b"\n")
        self.running -= 1
        if self.cut:
            request.transport.abort()
        return response


@pytest_asyncio.fixture
async def stand_in(tmp_path: Path) -> AsyncIterator[tuple[StandIn, str, str]]:
    rasa, app = StandIn(), web.Application()
    app.router.add_post("/webhooks/desk/messages", rasa.messages)
    app.router.add_get("/webhooks/desk/ready", rasa.ready)
    database = f"sqlite:///{tmp_path / 'desk.db'}"
    upgrade(database)
    async with TestServer(app) as server:
        settings = Settings(
            database_url=database, rasa_secret="x" * 20, rasa_port=server.port, answer_timeout_seconds=1.0
        )
        async with TestServer(make_app(settings)) as desk:
            yield rasa, str(desk.make_url("")).rstrip("/"), database


@pytest.mark.parametrize(
    ("lines", "seconds", "cut"),
    [
        ([{"done": True}], 0, False),
        ([], 0, False),
        ([{"error": "ValueError"}], 0, False),
        ([{"text": "half een", "buttons": [], "custom": {}}], 0, True),
        ([], 5, False),
    ],
    ids=["silence", "nothing at all", "an exception", "cut off half way", "too slow"],
)
async def test_no_answer_becomes_an_apology_and_a_person(
    stand_in: tuple[StandIn, str, str], lines: list[dict], seconds: float, cut: bool
) -> None:
    rasa, url, _ = stand_in
    async with Parent(url, "en") as parent:
        rasa.lines, rasa.seconds, rasa.cut = lines, seconds, cut
        *_, last = await parent.says("hello?")
        assert (last["sender"], last["lang"]) == ("system", "en")
        assert "Sorry" in last["text"]
        assert SOMEBODY_TO_CALL in last["text"]
        rasa.lines, rasa.seconds, rasa.cut = StandIn().lines, 0, False
        (answer,) = await parent.says("again")
        assert answer["text"] == "hoi"


async def test_a_rasa_that_is_still_starting_is_waited_for(stand_in: tuple[StandIn, str, str]) -> None:
    rasa, url, _ = stand_in
    async with Parent(url) as parent:
        rasa.seconds, rasa.is_ready = 5, False  # it takes the connection, and is silent
        asking = asyncio.create_task(parent.says("hallo"))
        await parent.until_told("ik ben zo terug")
        rasa.seconds, rasa.is_ready = 0, True
        told, answer = await asking
        assert (told["sender"], answer["text"]) == ("system", "hoi")


@pytest.mark.parametrize("hours", [-2, 2])
async def test_the_clock_jumped_in_the_middle_of_a_turn_she_is_answered_once(
    stand_in: tuple[StandIn, str, str], monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    rasa, url, _ = stand_in
    right = answering.clock.now
    async with Parent(url) as parent:
        rasa.seconds = 0.5
        asking = asyncio.create_task(parent.says("hallo"))
        await asyncio.sleep(0.2)
        monkeypatch.setattr(answering.clock, "now", lambda: right() + timedelta(hours=hours))
        assert [answer["text"] for answer in await asking] == ["hoi"]
        assert [answer["text"] for answer in await parent.says("nog eens")] == ["hoi"]
        assert [asked.get("text") for asked in rasa.asked[1:]] == ["hallo", "nog eens"]


async def test_rasa_sees_one_message_of_a_conversation_at_a_time(stand_in: tuple[StandIn, str, str]) -> None:
    rasa, url, _ = stand_in
    async with Parent(url) as parent:
        rasa.seconds = 0.05
        before = len(rasa.asked)
        for number in range(5):
            body = {"client_id": str(number), "text": f"vraag {number}"}
            async with parent.session.post(f"{parent.address}/messages", json=body, headers=parent.headers):
                pass
        await parent.until_answered(*(str(number) for number in range(5)))
        assert [a["text"] for a in rasa.asked[before:]] == [f"vraag {number}" for number in range(5)]
        assert rasa.most_at_once == 1


async def test_what_the_stream_was_not_told_of_comes_before_the_next_message(
    stand_in: tuple[StandIn, str, str],
) -> None:
    _, url, database = stand_in
    engine = open_database(database)
    async with Parent(url) as parent:
        conversations.say(engine, parent.id, "system", "ongehoord", "nl", answering.clock.now())
        await parent.says("hallo")
        assert [m["text"] for m in parent.messages] == ["hoi", "ongehoord", "hallo", "hoi"]
    engine.dispose()


async def test_what_the_desk_tells_rasa(stand_in: tuple[StandIn, str, str]) -> None:
    rasa, url, _ = stand_in
    async with Parent(url, "en", swv="PO2601", sector="po") as parent:
        await parent.says("hello")
    assert rasa.asked[0]["value"] == "/groet"
    metadata = rasa.asked[1]["metadata"]
    assert {k: metadata[k] for k in ("locale", "swv", "sector", "awaits")} == {
        "locale": "en", "swv": "PO2601", "sector": "po", "awaits": "",
    }  # fmt: skip
    assert "token" not in json.dumps(rasa.asked)
