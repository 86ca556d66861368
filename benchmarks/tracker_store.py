"""What remembering a conversation costs a turn: our tracker store, Rasa's own, Rasa's locks in Redis.

python -m benchmarks.tracker_store
"""

import asyncio
import logging
import os
import statistics
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import make_url

from desk.cli import RASA_ENVIRON, ROOT

os.environ.update(RASA_ENVIRON)

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError, RedisLockStore
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from bot.channel import DeskOutput
from bot.tracker_store import DeskTrackerStore
from store.migrate import upgrade
from tests.servers import RedisServer

TALKS, TURNS, AROUND = 3, 205, 5
METADATA = {"locale": "nl", "today": "2026-11-22"}
SAID = ("wat is de zorgplicht", "we gaan verhuizen", "wat is een opp", "hoe maak ik bezwaar")
console = Console()


async def ignore(_line: dict) -> None:
    """Throw an utterance away."""


async def turn(agent: Agent, sender: str, number: int) -> float:
    """Return the milliseconds of one turn of a conversation."""
    said = SAID[number % len(SAID)]
    message = UserMessage(said, DeskOutput(ignore), sender, metadata=METADATA)
    began = time.perf_counter()
    await agent.handle_message(message)
    return 1000 * (time.perf_counter() - began)


def agent_with(store: TrackerStore, **how: object) -> Agent:
    """Load the model as rasa does, with this memory."""
    model = ROOT / "models" / "wegwijs.tar.gz"
    return Agent.load(model, tracker_store=store, generator=EndpointConfig(type="bot.nlg.GettextNLG"), **how)


def stores(folder: Path, postgres: str) -> dict[str, TrackerStore]:
    """Open each store: `postgres` is the url of a server."""
    ours = f"sqlite:///{folder}/ours.db"
    for url in (ours, postgres):
        upgrade(url)
    where = make_url(postgres)
    return {
        "Rasa's, in memory": InMemoryTrackerStore(None),
        "ours, SQLite": DeskTrackerStore(None, host=ours),
        "Rasa's SQL store, SQLite": SQLTrackerStore(None, db=str(folder / "rasa.db")),
        "ours, PostgreSQL": DeskTrackerStore(None, host=postgres),
        "Rasa's SQL store, PostgreSQL": SQLTrackerStore(
            None, dialect="postgresql", host=where.host, port=where.port, db=where.database,
            username=where.username, password=where.password, query=dict(where.query),
        ),
    }  # fmt: skip


async def when_redis_is_away(agent: Agent, redis: RedisServer) -> str:
    """Return what becomes of a turn when the server of the locks is killed."""
    redis.kill()
    try:
        await turn(agent, "away", 0)
    except LockError:
        return "no answer (LockError)"
    return "answered"


async def main() -> None:
    """Measure the stores in turn, turn by turn, and print the medians."""
    import pgserver

    logging.getLogger().setLevel(logging.CRITICAL)
    configure_structlog(logging.CRITICAL)
    table = Table("memory", "turns 1-5, ms", "turns 50-54, ms", "turns 200-204, ms", "last : first")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "redis").mkdir()
        redis = RedisServer(folder / "redis")
        redis.start()
        agents = {
            name: agent_with(store)
            for name, store in stores(folder, pgserver.get_server(folder / "server").get_uri()).items()
        }
        locked = agent_with(InMemoryTrackerStore(None), lock_store=RedisLockStore(port=redis.port))
        agents["Rasa's, in memory, locks in Redis"] = locked
        times: dict[str, list[list[float]]] = {name: [[] for _ in range(TURNS)] for name in agents}
        for talk in range(-1, TALKS):  # the first one warms
            for number in range(TURNS):
                for name, agent in agents.items():
                    taken = await turn(agent, f"{talk}", number)
                    if talk >= 0:
                        times[name][number].append(taken)
        for name, by_turn in times.items():
            first, fiftieth, last = (
                statistics.median(ms for same in by_turn[start : start + AROUND] for ms in same)
                for start in (0, 50, 200)
            )
            table.add_row(name, *(f"{value:.1f}" for value in (first, fiftieth, last)), f"{last / first:.2f}")
        console.print(table)
        console.print("locks in Redis, and Redis away:", await when_redis_is_away(locked, redis))


if __name__ == "__main__":
    asyncio.run(main())
