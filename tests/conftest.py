"""One running system for all tests that need one: desk, rasa and actions as processes, on SQLite."""

import contextlib
import email
import email.policy
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import psutil
import pytest
from aiosmtpd.controller import Controller
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings

from desk.health import SECONDS_AN_ANSWER_HOLDS
from store.database import open_database
from store.sealing import VARIABLE
from tests.parent import Parent

# How long an example takes says more of the machine than of the code.
settings.register_profile("wegwijs", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wegwijs")

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-22"
SECONDS_TO_START = 180
KEY = Fernet.generate_key().decode()
# What waits longest, for other processes or for pages: it goes first, so that no worker ends long after the others.
LONGEST = (
    "tests/services/test_several_desks.py",
    "tests/browser/test_embedding.py",
    "tests/faults",
    "tests/browser",
    "tests/services",
    "tests/workshop/test_nlu_commands.py",
    "tests/deploy",
    "tests/content/test_extending.py",
    "tests/test_running_system.py",
    "tests/desk",
    "tests/dialogues",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; those of one folder stay together, for they share what runs."""

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(ROOT).as_posix()
        return next((i for i, long in enumerate(LONGEST) if name.startswith(long)), len(LONGEST))

    items.sort(key=place)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class System:
    """`wegwijs up`, running: where it is and what it leaves behind."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)
    python: str = sys.executable

    def __post_init__(self) -> None:
        self.port, self.rasa_port, self.actions_port = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = self.folder / "wegwijs.db"

    def start(self) -> None:
        environ = {
            "WEGWIJS_PORT": str(self.port),
            "WEGWIJS_RASA_PORT": str(self.rasa_port),
            "WEGWIJS_ACTIONS_PORT": str(self.actions_port),
            "WEGWIJS_DATABASE_URL": f"sqlite:///{self.database}",
            "WEGWIJS_LOG_FOLDER": str(self.folder / "log"),
            "WEGWIJS_TODAY": TODAY,
            "WEGWIJS_REQUESTS_PER_MINUTE_PER_ADDRESS": "1000000",
            "WEGWIJS_CONVERSATIONS_PER_HOUR_PER_ADDRESS": "1000000",
            "WEGWIJS_MESSAGES_PER_MINUTE": "1000",
            **self.environ,
        }
        self.output = (self.folder / "up.txt").open("ab")
        self.process = subprocess.Popen(
            [self.python, "-m", "desk.cli", "up"],
            cwd=ROOT,
            env={**os.environ, **environ},
            stdout=self.output,
            stderr=self.output,
        )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            assert self.process.poll() is None, (self.folder / "up.txt").read_text()
            time.sleep(0.3)
        raise AssertionError("the system did not become ready")

    def child(self, name: str) -> psutil.Process:
        marks = {"desk": "desk.cli", "rasa": "rasa", "actions": "actions.server"}
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):  # just killed, or not reaped yet
                if marks[name] in child.cmdline():
                    return child
        raise AssertionError(f"{name} does not run")

    def kill(self, name: str) -> None:
        self.child(name).kill()

    def wait_until_back(self) -> None:
        """Wait until all three run and are ready, longer than a readiness answer holds."""
        time.sleep(SECONDS_AN_ANSWER_HOLDS + 0.5)
        end = time.monotonic() + SECONDS_TO_START
        while len(psutil.Process(self.process.pid).children()) < 3 and time.monotonic() < end:
            time.sleep(0.2)
        self.wait_until_ready()

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in (self.folder / "log").glob("*"))

    def sql(self, query: str, *values: object) -> list[tuple]:
        with contextlib.closing(sqlite3.connect(self.database)) as db:
            return db.execute(query, values).fetchall()

    def parent(self, locale: str = "nl", **page: str) -> Parent:
        return Parent(self.url, locale, **page)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=40)
        self.output.close()


@dataclass
class Postman:
    """A real mail server that keeps what it takes, or refuses it for a while."""

    refuses: bool = False
    taken: list[EmailMessage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()
        self.port = self.controller.port

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802
        if self.refuses:
            return "451 try again later"
        self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def stop(self) -> None:
        self.controller.stop()


@pytest.fixture(scope="session")
def postman() -> Iterator[Postman]:
    """The mail server of the running system."""
    man = Postman()
    yield man
    man.stop()


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory, postman: Postman) -> Iterator[System]:
    """A system for tests that leave it as it was."""
    provider = {
        "WEGWIJS_OIDC_ISSUER": f"http://127.0.0.1:{free_port()}",
        "WEGWIJS_OIDC_CLIENT_ID": "wegwijs",
        "WEGWIJS_OIDC_CLIENT_SECRET": "a secret of the tests, long enough",
        "WEGWIJS_OIDC_NAME": "Schoolconext",
    }
    mail = {
        "WEGWIJS_SMTP_HOST": "127.0.0.1",
        "WEGWIJS_SMTP_PORT": str(postman.port),
        "WEGWIJS_SMTP_SECURITY": "none",
        "WEGWIJS_MAIL_FROM": "wegwijs@wegwijs.example",
    }
    running = System(tmp_path_factory.mktemp("system"), {**mail, **provider})
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def broken_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system for tests that kill parts of it and wait until they are back; what people write is sealed."""
    running = System(tmp_path_factory.mktemp("broken"), {VARIABLE: KEY})
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own; return its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pgserver

        server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'a.db'}"
    address = request.getfixturevalue("postgresql")
    engine = open_database(address)
    with engine.begin() as db:
        db.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
    return address
