"""Start-up to the first answer, resident memory, and training: ours beside Rasa's default template.

python -m benchmarks.start
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from rich.console import Console

from benchmarks.figures import Figure, report
from benchmarks.template import Template
from tests.conftest import ROOT, System
from tests.project import copied

STARTS = 3
TURNS = 50
SAID = ("wat is de zorgplicht", "we hebben 28 september het formulier ingeleverd maar horen niks")
TEMPLATE = "rasa init"


def starts(template: Template) -> list[Figure]:
    """Start both in turn; weigh the template after an answer, ours after some talk. It is left running."""
    ours, theirs, memory = [], [], []
    for number in range(STARTS):
        theirs.append(template.start())
        base = _memory(template.process.pid)
        with tempfile.TemporaryDirectory() as folder:
            system = System(Path(folder))
            began = time.monotonic()
            system.start()
            try:
                asyncio.run(_first_answer(system))
                ours.append(time.monotonic() - began)
                asyncio.run(_talk(system))
                memory.append(_memory(system.process.pid))
            finally:
                system.stop()
        if number < STARTS - 1:
            template.stop()
    return [
        Figure("Start-up to the first answer", f"desk, rasa and actions, median of {STARTS}",
               statistics.median(ours), "s", statistics.median(theirs), TEMPLATE, aim=1 / 3),
        Figure("Resident memory", "all processes together", statistics.median(memory), "MB",
               base, TEMPLATE, aim=1.0),
    ]  # fmt: skip


async def _first_answer(system: System) -> None:
    async with system.parent() as parent:
        assert await parent.says(SAID[0])


async def _talk(system: System) -> None:
    async with system.parent() as parent:
        for number in range(TURNS):
            await parent.says(SAID[number % len(SAID)])


def _memory(pid: int) -> float:
    process = psutil.Process(pid)
    return sum(one.memory_info().rss for one in (process, *process.children(recursive=True))) / 2**20


def training(template: Template) -> list[Figure]:
    """Train a copy of this project from nothing, and again after one more example; and the template."""
    with tempfile.TemporaryDirectory() as name:
        copy = copied(Path(name))
        first = _train(copy)
        changed = next((copy / "data" / "nlu" / "nl").glob("*.yml"))
        changed.write_text(
            changed.read_text("utf-8").rstrip("\n") + "\n    - mag een school dat zomaar\n", "utf-8"
        )
        again = _train(copy)
    base = template.train()
    return [
        Figure("Training", "from nothing", first, "s", base, TEMPLATE),
        Figure("Training", "after one more example", again, "s", 30.0, "the aim", aim=1.0),
    ]


def _train(folder: Path) -> float:
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "desk.cli", "train"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - began


def main() -> None:
    """Make the template, measure, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        template = Template(Path(folder))
        template.make()
        found = training(template)
        found += starts(template)
        template.stop()
        report(found, ROOT / "var" / "bench" / "start", Console())


if __name__ == "__main__":
    main()
