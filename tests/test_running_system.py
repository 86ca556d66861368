"""How the system runs: who listens where, what is logged, how it starts, and how it stays fast."""

import asyncio
import hashlib
import json
import os
import shutil
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
from rich.console import Console

from desk.cli import RASA_ENVIRON
from desk.settings import SettingsError, read_settings
from desk.training import TrainingError, train_if_needed, verify
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


def test_the_python_that_was_named_for_the_set_up_is_no_unknown_setting() -> None:
    assert read_settings({"WEGWIJS_PYTHON": "/usr/bin/python3.11", "WEGWIJS_PORT": "8081"}).port == 8081


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
    model = tmp_path / "wegwijs.tar.gz"
    model.write_bytes(b"from elsewhere")
    with pytest.raises(TrainingError, match="not the model that was trained here"):
        verify(model)


def test_with_the_hash_of_a_release_only_that_model_is_started_and_none_is_trained(tmp_path: Path) -> None:
    model = tmp_path / "wegwijs.tar.gz"
    model.write_bytes(b"made by our own CI")
    made = hashlib.sha256(b"made by our own CI").hexdigest()
    model.with_name("wegwijs.json").write_text(json.dumps({"model": made, "inputs": "of another version"}))
    verify(model, made)
    with pytest.raises(TrainingError, match="not the model of WEGWIJS_MODEL_SHA256"):
        verify(model, "0" * 64)
    with pytest.raises(TrainingError, match="not made from this version"):
        train_if_needed(ROOT, model, {}, Console(), made)


async def test_a_model_that_was_swapped_meanwhile_is_not_loaded_when_rasa_starts_again(
    tmp_path: Path,
) -> None:
    for name in ("wegwijs.tar.gz", "wegwijs.json"):
        shutil.copy(ROOT / "models" / name, tmp_path)
    model = tmp_path / "wegwijs.tar.gz"
    ours = model.read_bytes()
    running = System(tmp_path, {"WEGWIJS_MODEL": str(model)})
    running.start()
    try:
        model.write_bytes(b"from elsewhere")
        running.kill("rasa")
        for _ in range(50):
            told = " ".join((tmp_path / "up.txt").read_text().split())
            if "not the model that was trained here" in told:
                break
            await asyncio.sleep(0.2)
        with pytest.raises(AssertionError, match="rasa does not run"):
            running.child("rasa")
        model.write_bytes(ours)
        running.wait_until_back()
        async with running.parent() as parent:
            (answer,) = await parent.says("we gaan verhuizen")
            assert answer["custom"]["topic"] == "verhuizen"
    finally:
        running.stop()


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
