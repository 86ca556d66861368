"""From the parent's Enter to the last word, over the chat API, beside Rasa's default template.

    python -m benchmarks.chat            (or: make bench)

Both systems run at the same time on this machine and are asked in turn, so that the ratio holds even
when the machine is noisy. The baseline is what `rasa init` makes, asked over its own REST channel.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.table import Table

from desk.cli import QUIET
from tests.conftest import System, free_port

TURNS, WARM_UP = 100, 10
PARALLEL, TURNS_EACH = 8, 15
console = Console()
Ask = Callable[[], Awaitable[object]]


class Template:
    """Rasa's default template, trained and running in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.environ = {**os.environ, **QUIET}
        self._rasa("init", "--no-prompt", "--init-dir", str(folder), cwd=folder)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(self.port)],
            cwd=folder,
            env=self.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5):
                    break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.5)

    def _rasa(self, *arguments: str, cwd: Path) -> None:
        subprocess.run(
            [sys.executable, "-m", "rasa", *arguments],
            cwd=cwd, env=self.environ, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    async def ask(self, session: aiohttp.ClientSession, sender: str) -> None:
        url = f"http://127.0.0.1:{self.port}/webhooks/rest/webhook"
        async with session.post(url, json={"sender": sender, "message": "hello"}) as answer:
            assert await answer.json()


async def milliseconds(*asks: Ask) -> list[list[float]]:
    """Time each way of asking, one after the other, round by round."""
    times: list[list[float]] = [[] for _ in asks]
    for turn in range(WARM_UP + TURNS):
        for number, ask in enumerate(asks):
            began = time.perf_counter()
            await ask()
            if turn >= WARM_UP:
                times[number].append(1000 * (time.perf_counter() - began))
    return times


async def per_second(ask: Callable[[int], Awaitable[object]]) -> float:
    """Return the answers a second with several parents at once."""

    async def one(number: int) -> None:
        for _ in range(TURNS_EACH):
            await ask(number)

    began = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(PARALLEL)))
    return PARALLEL * TURNS_EACH / (time.perf_counter() - began)


async def measure(system: System, template: Template) -> None:
    """Measure and print."""
    async with system.parent() as parent, aiohttp.ClientSession() as session:
        floor, plain, dates, baseline = await milliseconds(
            lambda: session.get(f"{system.url}/healthz"),
            lambda: parent.says("wat is de zorgplicht"),
            lambda: parent.says("we hebben 28 september het formulier ingeleverd maar horen niks"),
            lambda: template.ask(session, "one"),
        )
    show(floor, plain, dates, baseline)
    parents = [system.parent() for _ in range(PARALLEL)]
    for parent in parents:
        await parent.__aenter__()
    ours = await per_second(lambda number: parents[number].says("wat is de zorgplicht"))
    for parent in parents:
        await parent.__aexit__(None, None, None)
    async with aiohttp.ClientSession() as session:
        theirs = await per_second(lambda number: template.ask(session, str(number)))
    ratio = ours / theirs
    console.print(
        f"{PARALLEL} parents at once: {ours:.0f} answers a second; template {theirs:.0f} ({ratio:.1f} times)"
    )


def show(floor: list[float], plain: list[float], dates: list[float], baseline: list[float]) -> None:
    """Print the table of latencies."""
    table = Table("Enter to last word, ms", "median", "p95", "of the template's", title=f"{TURNS} turns each")
    base = statistics.median(baseline)
    for name, values in (
        ("desk alone (healthz)", floor),
        ("an answer", plain),
        ("an answer with dates (action)", dates),
        ("rasa init, REST", baseline),
    ):
        median, p95 = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        table.add_row(name, f"{median:.1f}", f"{p95:.1f}", f"{median / base:.2f}")
    console.print(table)


def main() -> None:
    """Start both, measure, stop both."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours", Path(folder) / "theirs"
        ours.mkdir()
        theirs.mkdir()
        console.print("Training Rasa's default template and starting both; this takes some minutes.")
        template = Template(theirs)
        system = System(ours)
        system.start()
        try:
            asyncio.run(measure(system, template))
        finally:
            system.stop()
            template.process.terminate()
            template.process.wait()


if __name__ == "__main__":
    main()
