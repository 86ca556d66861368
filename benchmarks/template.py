"""Rasa's default template, what `rasa init` makes: the baseline of every figure."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import aiohttp

from tests.conftest import free_port

SECONDS_TO_START = 180


class Template:
    """The template in a folder of its own: made and trained by `make`, running between `start` and `stop`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}

    def make(self) -> None:
        """Write and train it."""
        self._rasa("init", "--no-prompt", "--init-dir", str(self.folder))

    def train(self) -> float:
        """Train it from nothing. Return the seconds that this took."""
        began = time.monotonic()
        self._rasa("train", "--force")
        return time.monotonic() - began

    def start(self) -> float:
        """Start it. Return the seconds until its first answer."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(self.port)],
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not self._answers():
            assert time.monotonic() - began < SECONDS_TO_START, "the template does not start"
            time.sleep(0.2)
        return time.monotonic() - began

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()

    async def ask(self, session: aiohttp.ClientSession, sender: str) -> None:
        """Say hello to it over its REST channel and wait for the answer."""
        async with session.post(
            f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": "hello"}
        ) as answer:
            assert await answer.json()

    def _answers(self) -> bool:
        asked = urllib.request.Request(
            f"{self.url}/webhooks/rest/webhook",
            data=b'{"sender": "first", "message": "hello"}',
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.read() not in (b"", b"[]")
        except (urllib.error.URLError, ConnectionError):
            return False

    def _rasa(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "rasa", *arguments],
            cwd=self.folder,
            env=self.environ,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
