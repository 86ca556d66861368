"""How the system runs: who listens where, what is logged, how it starts, and how it stays fast."""

import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import psutil
import pytest

from desk.cli import RASA_ENVIRON
from desk.settings import SettingsError, read_settings
from tests.conftest import ROOT, System, free_port

MARK = "zeeschildpadvlucht"


def outer_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for addresses in psutil.net_if_addrs().values():
            for address in addresses:
                if address.family == socket.AF_INET and not address.address.startswith("127."):
                    return address.address
        probe.connect(("192.0.2.1", 9))
        return probe.getsockname()[0]


def listening(process: psutil.Process) -> set[tuple[str, int]]:
    family = [process, *process.children(recursive=True)]
    return {
        (c.laddr.ip, c.laddr.port)
        for member in family
        for c in member.net_connections(kind="inet")
        if c.status == psutil.CONN_LISTEN
    }


@pytest.mark.parametrize("name", ["desk", "rasa", "actions"])
def test_all_three_listen_on_loopback_only(system: System, name: str) -> None:
    port = {"desk": system.port, "rasa": system.rasa_port, "actions": system.actions_port}[name]
    assert listening(system.child(name)) == {("127.0.0.1", port)}


def test_from_another_interface_nothing_answers(system: System) -> None:
    for port in (system.port, system.rasa_port, system.actions_port):
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((outer_address(), port)) != 0


@pytest.mark.parametrize(
    "path",
    ["/conversations/x/tracker", "/model/parse", "/domain", "/webhooks/rest/webhook", "/webhooks/desk/ready"],
)
async def test_rasas_own_api_is_off_and_its_channel_wants_the_secret(system: System, path: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{system.rasa_port}{path}") as answer:
            assert answer.status in (401, 404, 405)
        async with session.post(
            f"http://127.0.0.1:{system.rasa_port}/webhooks/desk/messages", json={}
        ) as answer:
            assert answer.status == 401
        async with session.get(f"{system.url}{path}") as answer:
            assert answer.status == 404


async def test_no_log_holds_what_a_parent_wrote(system: System) -> None:
    async with system.parent() as parent:
        for text in (
            f"de school weigert {MARK}",
            f"we hebben op 3 maart aangemeld {MARK}",
            f"{MARK} {MARK}",
            f"/{MARK}",
        ):
            await parent.says(text)
        body = {"client_id": "x", "text": MARK * 100}
        async with parent.session.post(
            f"{parent.address}/messages", json=body, headers=parent.headers
        ) as answer:
            assert answer.status == 413
        token = parent.token
    assert system.sql("select count(*) from message where text like ?", f"%{MARK}%") != [(0,)]
    assert MARK not in system.logs()
    assert token not in system.logs()


async def test_a_conversation_of_300_messages_stays_as_quick_as_it_began(system: System) -> None:
    questions = ["wat is de zorgplicht", "waar staat dat?", "de school is vol"]
    seconds = []
    async with system.parent() as parent:
        for number in range(300):
            began = time.perf_counter()
            await parent.says(questions[number % len(questions)])
            seconds.append(time.perf_counter() - began)
    assert statistics.median(seconds[-60:]) < 2 * statistics.median(seconds[:60])


async def test_eight_parents_at_once_all_get_their_own_answers(system: System) -> None:
    async def talks(number: int) -> None:
        locale, said = [
            ("nl", "we hebben op {} september aangemeld en horen niks"),
            ("en", "we applied on {} September and have heard nothing"),
        ][number % 2]
        async with system.parent(locale) as parent:
            dates, *_ = await parent.says(said.format(number + 1))
            assert dates["custom"]["deadlines"][0]["counted_from"] == f"2026-09-{number + 1:02}"

    await asyncio.gather(*(talks(number) for number in range(8)))


def test_telemetry_is_off_in_every_start(system: System) -> None:
    assert RASA_ENVIRON["RASA_TELEMETRY_ENABLED"] == "false"
    for name in ("desk", "rasa", "actions"):
        assert system.child(name).environ()["RASA_TELEMETRY_ENABLED"] == "false"


def up(tmp_path: Path, **environ: str) -> subprocess.CompletedProcess:
    defaults = {
        "WEGWIJS_PORT": str(free_port()),
        "WEGWIJS_RASA_PORT": str(free_port()),
        "WEGWIJS_ACTIONS_PORT": str(free_port()),
        "WEGWIJS_DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}",
    }
    return subprocess.run(
        [sys.executable, "-m", "desk.cli", "up"], cwd=ROOT, env={**os.environ, **defaults, **environ},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_port_that_is_taken_is_said_in_plain_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = up(tmp_path, WEGWIJS_PORT=str(port))
    assert ended.returncode == 1
    assert f"Port {port}" in ended.stderr
    assert "is taken" in ended.stderr
    assert "WEGWIJS_PORT" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("WEGWIJS_PORT", "many", "must be a number"),
        ("WEGWIJS_PORT", "99999", "from 1 to 65535"),
        ("WEGWIJS_COLOUR", "red", "no such setting"),
        ("WEGWIJS_LOG_LEVEL", "DEBUG", "logs what parents write"),
        ("WEGWIJS_DATABASE_URL", "mysql://x", "must begin with"),
        ("WEGWIJS_RASA_SECRET", "short", "16 characters"),
        ("WEGWIJS_REDIS_URL", "localhost", "must begin with"),
        ("WEGWIJS_REDIS_URL", "redis://localhost", "the same to all"),
        ("WEGWIJS_TODAY", "soon", "a date like"),
        ("WEGWIJS_MESSAGES_PER_MINUTE", "0", "more than 0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as error:
        read_settings({name: value})
    assert name in str(error.value)


def test_a_folder_that_cannot_be_made_is_said_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ended = up(tmp_path, WEGWIJS_DATABASE_URL=f"sqlite:///{tmp_path / 'file' / 'x' / 'a.db'}")
    assert ended.returncode == 1
    assert "WEGWIJS_DATABASE_URL" in ended.stderr


def test_a_model_that_fits_its_inputs_is_not_trained_again(system: System) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "desk.cli", "train"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "up to date" in ended.stderr) == (0, True)


def test_a_foreign_model_is_not_started(tmp_path: Path) -> None:
    from desk.training import TrainingError, verify

    model = tmp_path / "wegwijs.tar.gz"
    model.write_bytes(b"from elsewhere")
    with pytest.raises(TrainingError, match="not the model that was trained here"):
        verify(model)


def test_ctrl_c_ends_all_three(tmp_path: Path) -> None:
    running = System(tmp_path)
    running.start()
    children = [running.child(name) for name in ("desk", "rasa", "actions")]
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=30) == 0
    running.output.close()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive


def test_it_says_where_staff_sign_in_and_how_to_try_that(system: System) -> None:
    end = time.monotonic() + 10
    said = ""
    while "wegwijs demo-data" not in said and time.monotonic() < end:
        said = " ".join((system.folder / "up.txt").read_text().split())
        time.sleep(0.2)
    assert f"{system.url}/console" in said
    assert "wegwijs demo-data" in said
