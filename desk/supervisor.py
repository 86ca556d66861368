"""Run desk, rasa and actions side by side; start again what dies, after a growing pause."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
SECONDS_THAT_COUNT_AS_WELL = 60.0
# Longer than the desk needs to finish the turns that are under way.
SECONDS_TO_END = 18.0
_LARGEST_LOG_BYTES = 10_000_000
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """A process to keep running: its name, command line and environment.

    `check` looks each time whether it may start, and raises OSError or RuntimeError when not.
    """

    name: str
    command: Sequence[str]
    environ: dict[str, str]
    check: Callable[[], None] = lambda: None


class Supervisor:
    """Keeps children running until it is told to stop."""

    def __init__(
        self, children: Sequence[Child], root: Path, logs: Path, tell: Callable[[str], None]
    ) -> None:
        """Take the children, where they run, where their output goes, and whom to tell of events."""
        self._children = children
        self._root = root
        self._logs = logs
        self._tell = tell
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Run until SIGINT or SIGTERM, then end the children one after the other, in their order."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        self._logs.mkdir(parents=True, exist_ok=True)
        ends = {child.name: asyncio.Event() for child in self._children}
        kept = {
            child.name: asyncio.create_task(self._keep(child, ends[child.name])) for child in self._children
        }
        await self._stopping.wait()
        for name, end in ends.items():
            end.set()
            await kept[name]

    async def _keep(self, child: Child, end: asyncio.Event) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not end.is_set():
            began = time.monotonic()
            code = await self._run_once(child, end) if self._may_start(child) else 1
            if end.is_set() or self._stopping.is_set():
                return
            if time.monotonic() - began > SECONDS_THAT_COUNT_AS_WELL:
                pause = FIRST_PAUSE_SECONDS
            self._tell(
                f"{child.name} ended with code {code}; starting it again in {pause:.0f} s "
                f"(its output: {self._logs / child.name}.log)"
            )
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _may_start(self, child: Child) -> bool:
        try:
            child.check()
        except (OSError, RuntimeError) as error:
            self._tell(str(error))
            return False
        return True

    async def _run_once(self, child: Child, end: asyncio.Event) -> int:
        log = self._logs / f"{child.name}.log"
        if log.exists() and log.stat().st_size > _LARGEST_LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *child.command,
                cwd=self._root,
                env={**os.environ, **child.environ},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        ended = asyncio.create_task(process.wait())
        stopped = asyncio.create_task(end.wait())
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not ended.done():
            await _end(process, ended)
        return await ended


async def _end(process: asyncio.subprocess.Process, ended: "asyncio.Task[int]") -> None:
    """End a process and what it started: politely, then not."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        done, _ = await asyncio.wait({ended}, timeout=SECONDS_TO_END)
        if done:
            return


def _end_with_parent() -> None:
    """Have the kernel end this process when the supervisor is killed outright (Linux)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
