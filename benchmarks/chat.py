"""From the parent's Enter to the last word, over the chat API, on SQLite and on PostgreSQL.

    python -m benchmarks.chat

Beside Rasa's default template, asked over its own REST channel, and beside the floor (benchmarks/echo.py).
All run at the same time on this machine and are asked in turn, so that the ratios hold even when the
machine is noisy.
"""

import asyncio
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path

import aiohttp
from rich.console import Console

from benchmarks.figures import Figure, report
from benchmarks.template import Template
from tests.conftest import ROOT, System, free_port
from tests.parent import Parent

TURNS, WARM_UP = 100, 10
PARALLEL = (1, 8, 32)
SECONDS_OF_THROUGHPUT = 8.0
PLAIN = "wat is de zorgplicht"
# Said after it: the same question twice would get more of the same answer, from the action server.
ALSO_PLAIN = "wat is passend onderwijs"
WITH_DATES = "we hebben 28 september het formulier ingeleverd maar horen niks"
TEMPLATE = "rasa init, REST"
# Asks, and returns when the last word was heard, by time.perf_counter.
Ask = Callable[[], Awaitable[float]]


async def milliseconds(asks: dict[str, Ask]) -> dict[str, list[float]]:
    """Time each way of asking, one after the other, round by round."""
    times: dict[str, list[float]] = {name: [] for name in asks}
    for turn in range(WARM_UP + TURNS):
        for name, ask in asks.items():
            began = time.perf_counter()
            heard = await ask()
            if turn >= WARM_UP:
                times[name].append(1000 * (heard - began))
    return times


async def per_second(asks: Sequence[Ask]) -> float:
    """Return the answers a second when so many ask at once, each again as soon as she is answered."""
    end = time.perf_counter() + SECONDS_OF_THROUGHPUT
    answers = 0

    async def one(ask: Ask) -> None:
        nonlocal answers
        while time.perf_counter() < end:
            await ask()
            answers += 1

    began = time.perf_counter()
    await asyncio.gather(*map(one, asks))
    return answers / (time.perf_counter() - began)


async def latencies(urls: dict[str, str], template: Template) -> list[Figure]:
    """Measure one answer at a time."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        talks = {name: await stack.enter_async_context(Parent(url)) for name, url in urls.items()}
        asks: dict[str, Ask] = {"template": _asks(template, session, "one")}
        for name, talk in talks.items():
            asks[f"an answer, {name}"] = _says(talk, PLAIN)
            if name != "echo":
                asks[f"an answer with dates (action server), {name}"] = _says(talk, WITH_DATES)
        times = await milliseconds(asks)
    base = times.pop("template")
    found = []
    for name, taken in times.items():
        plain = "dates" not in name and "echo" not in name
        found.append(
            Figure("From Enter to the last word, median", name, statistics.median(taken), "ms",
                   statistics.median(base), TEMPLATE, aim=0.2 if plain else None)
        )  # fmt: skip
        found.append(
            Figure("From Enter to the last word, slowest of twenty", name, _p95(taken), "ms",
                   _p95(base), TEMPLATE)
        )  # fmt: skip
    return sorted(found, key=lambda figure: figure.group)


async def throughputs(urls: dict[str, str], template: Template) -> list[Figure]:
    """Measure how many answers a second there are with several parents at once."""
    found = []
    for count in PARALLEL:
        async with aiohttp.ClientSession() as session:
            base = await per_second([_asks(template, session, f"{count}-{n}") for n in range(count)])
        for name, url in urls.items():
            async with AsyncExitStack() as stack:
                talks = [await stack.enter_async_context(Parent(url)) for _ in range(count)]
                rate = await per_second([_says(talk, PLAIN, ALSO_PLAIN) for talk in talks])
            found.append(
                Figure("Answers a second", f"{count} at once, {name}", rate, "/s", base, TEMPLATE,
                       aim=8 if count == 8 and name != "echo" else None, more_is_better=True)
            )  # fmt: skip
    return found


def _says(talk: Parent, *texts: str) -> Ask:
    saying = itertools.cycle(texts)

    async def ask() -> float:
        await talk.says(next(saying))
        return talk.heard_at

    return ask


def _asks(template: Template, session: aiohttp.ClientSession, sender: str) -> Ask:
    async def ask() -> float:
        await template.ask(session, sender)
        return time.perf_counter()

    return ask


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


@contextmanager
def systems(folder: Path) -> Iterator[dict[str, str]]:
    """Run ours on SQLite and on PostgreSQL, and the floor. Yield their addresses by name."""
    import pgserver

    with ExitStack() as stack:
        urls = {}
        postgresql = pgserver.get_server(folder / "server")
        stack.callback(postgresql.cleanup)
        for name, environ in (
            ("SQLite", {}),
            ("PostgreSQL", {"WEGWIJS_DATABASE_URL": postgresql.get_uri()}),
        ):
            (folder / name).mkdir()
            system = System(folder / name, environ)
            system.start()
            stack.callback(system.stop)
            urls[name] = system.url
        port = free_port()
        floor = subprocess.Popen([sys.executable, "-m", "benchmarks.echo", str(port)], cwd=ROOT)
        stack.callback(floor.wait)
        stack.callback(floor.terminate)
        urls["echo"] = f"http://127.0.0.1:{port}"
        time.sleep(2)
        yield urls


def figures(template: Template) -> list[Figure]:
    """Measure beside a template that runs."""
    with tempfile.TemporaryDirectory() as folder, systems(Path(folder)) as urls:
        return [
            *asyncio.run(latencies(urls, template)),
            *asyncio.run(throughputs(urls, template)),
        ]


def main() -> None:
    """Make and start the template, measure, stop it."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print("Training Rasa's default template and starting all; this takes some minutes.")
        template = Template(Path(folder))
        template.make()
        template.start()
        try:
            report(figures(template), ROOT / "var" / "bench" / "chat", console)
        finally:
            template.stop()


if __name__ == "__main__":
    main()
