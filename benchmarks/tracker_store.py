"""What a tracker store costs a turn: ours, Rasa's SQL store and none, in one process.

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

from desk.cli import RASA_ENVIRON, ROOT

os.environ.update(RASA_ENVIRON)

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from bot.channel import DeskOutput
from bot.tracker_store import DeskTrackerStore
from store.migrate import upgrade

ROUNDS, TURNS = 4, 40
METADATA = {"locale": "nl", "today": "2026-11-22"}


async def ignore(_line: dict) -> None:
    """Throw an utterance away."""


async def turns(agent: Agent, sender: str) -> list[float]:
    """Return the milliseconds of each turn of one conversation."""
    times = []
    for _ in range(TURNS):
        message = UserMessage("wat is de zorgplicht", DeskOutput(ignore), sender, metadata=METADATA)
        began = time.perf_counter()
        await agent.handle_message(message)
        times.append(1000 * (time.perf_counter() - began))
    return times


async def main() -> None:
    """Measure the stores in turn and print their medians."""
    logging.getLogger().setLevel(logging.ERROR)
    configure_structlog(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        upgrade(f"sqlite:///{folder}/ours.db")
        stores: dict[str, TrackerStore] = {
            "in memory": InMemoryTrackerStore(None),
            "ours (SQLite)": DeskTrackerStore(None, host=f"sqlite:///{folder}/ours.db"),
            "Rasa's SQL store (SQLite)": SQLTrackerStore(None, db=str(Path(folder) / "rasa.db")),
        }
        agents = {
            name: Agent.load(
                ROOT / "models" / "wegwijs.tar.gz",
                tracker_store=store,
                generator=EndpointConfig(type="bot.nlg.GettextNLG"),
            )
            for name, store in stores.items()
        }
        times: dict[str, list[float]] = {name: [] for name in stores}
        for number in range(ROUNDS):
            for name, agent in agents.items():
                times[name] += (await turns(agent, f"{name} {number}"))[5:]
    base = statistics.median(times["in memory"])
    table = Table("tracker store", "median turn, ms", "turns a second", "of in memory")
    for name, values in times.items():
        median = statistics.median(values)
        table.add_row(name, f"{median:.1f}", f"{1000 / median:.0f}", f"{base / median:.2f}")
    Console().print(table)


if __name__ == "__main__":
    asyncio.run(main())
