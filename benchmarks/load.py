"""Two thousand parents at once: does it hold, and where does it break?

    python -m benchmarks.load [PARENTS] [MESSAGES_A_SECOND] [SECONDS] [INSTANCES]

Real processes: instances of desk, rasa and actions on one PostgreSQL and one Redis, behind nginx with
deploy/nginx.conf. Each parent has her stream open; each second so many of them, by chance, say something.
The machine also carries the two thousand browsers' side. An answer is counted from the POST to the last word.
"""

import asyncio
import itertools
import json
import os
import random
import resource
import ssl
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil
import uvloop
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from store.database import open_database
from store.tables import message
from tests.conftest import System
from tests.servers import Nginx, RedisServer

SAID = (
    "wat is de zorgplicht", "we gaan verhuizen", "wat is een opp", "ze bellen elke dag dat ik hem moet halen",
    "the school refuses my child", "okul çocuğumu kabul etmiyor", "hoe maak ik bezwaar", "waar staat dat?",
    # Of these the bot is not sure, and so reads them twice (bot/second_reading.py).
    "waar staat wat ze voor slechtzienden doen", "wie kijkt of het gebeurt",
    "tegelijk montessori en een gewone",
)  # fmt: skip
SECONDS_TO_ARRIVE = 120.0
LONGEST_WAIT_SECONDS = 60.0
SECONDS_OF_A_STEP = 30.0
_NUMBERS = itertools.count()
console = Console()


@dataclass
class Figures:
    """What was seen: seconds from POST to the last word, by the second in which it was said."""

    seconds: list[tuple[float, float]] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)


class Parent:
    """A page that is open: a stream that is read, and now and then a message."""

    def __init__(self, session: aiohttp.ClientSession, url: str, figures: Figures) -> None:
        self.session, self.url, self.figures = session, url, figures
        self.waiting: dict[str, asyncio.Event] = {}
        self.is_open = asyncio.Event()

    async def arrive(self) -> None:
        async with self.session.post(f"{self.url}/api/conversations", json={"locale": "nl"}) as answer:
            begun = await answer.json()
        self.address = f"{self.url}/api/conversations/{begun['id']}"
        self.headers = {"Authorization": f"Bearer {begun['token']}"}
        self.reader = asyncio.create_task(self._read())
        await asyncio.wait_for(self.is_open.wait(), LONGEST_WAIT_SECONDS)

    async def _read(self) -> None:
        async with self.session.get(
            f"{self.address}/events", headers=self.headers, timeout=aiohttp.ClientTimeout(total=None)
        ) as stream:
            async for line in stream.content:
                self.is_open.set()
                if line.startswith(b'data: {"client_id"'):
                    client_id = json.loads(line[6:])["client_id"]
                    if client_id in self.waiting:
                        self.waiting[client_id].set()

    async def say(self) -> None:
        client_id, began = f"m{next(_NUMBERS)}", time.monotonic()
        heard = self.waiting[client_id] = asyncio.Event()
        body = {"client_id": client_id, "text": random.choice(SAID)}
        try:
            async with self.session.post(
                f"{self.address}/messages", json=body, headers=self.headers
            ) as answer:
                self.figures.told[f"status {answer.status}"] += 1
                if answer.status != 202:
                    return
            await asyncio.wait_for(heard.wait(), LONGEST_WAIT_SECONDS)
            self.figures.seconds.append((began, time.monotonic() - began))
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            self.figures.told[type(error).__name__] += 1


async def offer(parents: list[Parent], rate: float, seconds: float) -> None:
    """Have `rate` messages a second said, whatever became of those before, and wait for the answers."""
    began, saying = time.monotonic(), []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0, began + number / rate - time.monotonic()))
        saying.append(asyncio.create_task(random.choice(parents).say()))
    await asyncio.gather(*saying)


def processor(programs: dict[str, int]) -> dict[str, float]:
    """Return the seconds of processor time that each program and its children have had, by its name."""
    spent = {}
    for name, number in programs.items():
        whole = psutil.Process(number)
        family = [whole] if number == os.getpid() else [whole, *whole.children(recursive=True)]
        spent[name] = sum(sum(process.cpu_times()[:2]) for process in family)
    return spent


async def measure(url: str, count: int, rate: float, seconds: float, programs: dict[str, int]) -> None:
    """Let the parents arrive and talk; then go faster until p95 is over a second, or slower until below."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    figures = Figures()
    connector = aiohttp.TCPConnector(ssl=trusting, limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=60)) as session:
        parents = [Parent(session, url, figures) for _ in range(count)]
        arriving = []
        for parent in parents:
            arriving.append(asyncio.create_task(parent.arrive()))
            await asyncio.sleep(SECONDS_TO_ARRIVE / count)
        await asyncio.gather(*arriving)
        console.print(f"{count} parents connected")
        figures.told.clear()
        before = processor(programs)
        await offer(parents, rate, seconds)
        show(f"{rate:.0f} a second for {seconds:.0f} s", figures)
        costs = {
            name: (spent - before[name]) * 1000 / (rate * seconds)
            for name, spent in processor(programs).items()
        }
        told = ", ".join(f"{name} {cost:.1f}" for name, cost in costs.items())
        console.print(f"processor time a message, ms: {told}; together {sum(costs.values()):.1f}")
        holds = quantile(figures, 0.95) < 1
        step = 5 if holds else -5
        while rate + step > 0:
            rate, other = rate + step, Figures()
            for parent in parents:
                parent.figures, parent.waiting = other, {}
            await offer(parents, rate, SECONDS_OF_A_STEP)
            show(f"{rate:.0f} a second for {SECONDS_OF_A_STEP:.0f} s", other)
            if (quantile(other, 0.95) < 1) != holds:
                break
        for parent in parents:
            parent.reader.cancel()


def quantile(figures: Figures, part: float) -> float:
    """Return the seconds within which so large a part of the answers was there."""
    ordered = sorted(seconds for _, seconds in figures.seconds)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else float("inf")


def show(what: str, figures: Figures) -> None:
    """Print one row of figures."""
    table = Table("offered", "answered", "p50, s", "p95, s", "p99, s", "worst, s", "told")
    values = [f"{quantile(figures, part):.3f}" for part in (0.5, 0.95, 0.99, 1.0)]
    table.add_row(what, str(len(figures.seconds)), *values, str(dict(figures.told)))
    console.print(table)


def postmaster(folder: Path) -> int:
    """Return the number of the process that PostgreSQL wrote down in its data folder."""
    return int((folder / "postmaster.pid").read_text().split()[0])


def main() -> None:
    """Start everything, load it, look into the database for what was lost, stop everything."""
    given = [float(word) for word in sys.argv[1:]]
    count, rate, seconds, instances = [*given, *[2000.0, 50.0, 600.0, 2.0][len(given) :]]
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    import pgserver

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = pgserver.get_server(folder / "postgresql").get_uri()
        redis = RedisServer(folder)
        redis.start()
        environ = {
            "WEGWIJS_DATABASE_URL": database,
            "WEGWIJS_REDIS_URL": redis.url,
            "WEGWIJS_RASA_SECRET": "the same for all desks",
        }
        systems = []
        for number in range(int(instances)):
            (folder / str(number)).mkdir()
            systems.append(System(folder / str(number), environ))
        with ThreadPoolExecutor() as pool:
            list(pool.map(System.start, systems))
        nginx = Nginx(folder, [system.port for system in systems])
        nginx.start()
        try:
            programs = {
                f"{child} {number}": system.child(child).pid
                for number, system in enumerate(systems, 1)
                for child in ("desk", "rasa", "actions")
            }
            programs |= {
                "PostgreSQL": postmaster(folder / "postgresql"),
                "Redis": redis.process.pid,
                "nginx": nginx.process.pid,
                "the parents": os.getpid(),
            }
            uvloop.install()
            asyncio.run(measure(nginx.url, int(count), rate, seconds, programs))
            engine = open_database(database)
            with engine.connect() as db:
                asked = db.execute(select(func.count()).where(message.c.sender == "parent")).scalar()
                open_ones = db.execute(select(func.count()).where(message.c.pending)).scalar()
                size = db.exec_driver_sql("select pg_database_size(current_database())").scalar()
            engine.dispose()
            held = [
                f"{child}: {psutil.Process(system.child(child).pid).memory_info().rss / 2**20:.0f} MB"
                for system in systems
                for child in ("desk", "rasa", "actions")
            ]
            console.print(f"stored: {asked} messages of parents, {open_ones} without an answer")
            console.print(f"database: {size / 2**20:.0f} MB; memory: {', '.join(held)}")
        finally:
            nginx.stop()
            for system in systems:
                system.stop()
            redis.kill()


if __name__ == "__main__":
    main()
