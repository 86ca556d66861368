"""What operators copy from deploy/: nginx before a running desk, backups that can be restored, hardened units."""

import asyncio
import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import aiohttp
import pytest
import yaml

from desk.settings import PREFIX, Settings
from store import conversations
from store.database import open_database
from store.migrate import upgrade
from tests.conftest import ROOT, System
from tests.servers import Nginx

DEPLOY = ROOT / "deploy"
NOW = datetime(2026, 11, 27, 9)


# --- backup and restore ---------------------------------------------------------------------------


@pytest.fixture
def path_with_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the tools of the PostgreSQL that the tests run first on the path."""
    tools = Path(find_spec("pgserver").origin).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")


def run(script: str, argument: Path, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DEPLOY / script, argument],
        env={**os.environ, "WEGWIJS_DATABASE_URL": url}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.usefixtures("path_with_postgresql")
def test_what_was_backed_up_while_people_talk_is_there_after_a_restore(url: str, tmp_path: Path) -> None:
    upgrade(url)
    engine = open_database(url)
    conversation, token = conversations.start(engine, "nl", {}, NOW)
    conversations.receive(engine, conversation.id, "a", "wat is de zorgplicht", None, NOW)

    made = run("backup.sh", tmp_path / "copies", url)
    assert made.returncode == 0, made.stderr
    copy = Path(made.stdout.strip())
    assert copy.stat().st_mode & 0o077 == 0, "only who made it may read it"

    conversations.receive(engine, conversation.id, "b", "na de kopie", None, NOW)
    if url.startswith("postgresql"):
        refused = run("restore.sh", copy, url)
        assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
        with engine.begin() as db:
            db.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
    restored = run("restore.sh", copy, url)
    assert restored.returncode == 0, restored.stderr

    upgrade(url)
    again = open_database(url)
    assert conversations.find(again, conversation.id, token)[0].id == conversation.id
    said = conversations.messages_after(again, conversation.id, 0)
    assert [message.text for message in said] == ["wat is de zorgplicht"]
    again.dispose()


def test_fourteen_copies_are_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    upgrade(url)
    for number in range(16):
        older = tmp_path / "copies" / f"wegwijs-{number:02}.db"
        older.parent.mkdir(exist_ok=True)
        older.write_text("older")
        os.utime(older, (number, number))
    assert run("backup.sh", tmp_path / "copies", url).returncode == 0
    kept = sorted(path.name for path in (tmp_path / "copies").iterdir())
    assert len(kept) == 14
    assert "wegwijs-02.db" not in kept


# --- nginx ----------------------------------------------------------------------------------------


@pytest.fixture
def through_nginx(system: System, tmp_path: Path) -> Iterator[str]:
    """Run Debian's nginx with deploy/nginx.conf before the system; return its address."""
    nginx = Nginx(tmp_path, [system.port])
    nginx.start()
    yield nginx.url
    nginx.stop()


async def test_a_stream_comes_through_nginx_as_it_is_said(through_nginx: str) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trusting)) as session:
        async with session.post(f"{through_nginx}/api/conversations", json={"locale": "nl"}) as answer:
            begun = await answer.json()
            assert answer.status == 201
            assert "max-age" in answer.headers["Strict-Transport-Security"]
        headers = {"Authorization": f"Bearer {begun['token']}"}
        async with session.get(
            f"{through_nginx}/api/conversations/{begun['id']}/events", headers=headers
        ) as stream:
            heard = b""
            while b"Hallo, ik ben" not in heard:
                heard += await asyncio.wait_for(stream.content.readany(), 10)
        async with session.get(f"{through_nginx}/metrics") as figures:
            assert figures.status == 403


def test_browsers_are_spoken_to_in_http_2(through_nginx: str) -> None:
    done = subprocess.run(
        ["curl", "--silent", "--insecure", "--http2", "--output", "/dev/null", "--write-out", "%{http_version} %{http_code}",
         f"{through_nginx}/wegwijs.js"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "2 200"


def test_both_configurations_of_nginx_say_the_same() -> None:
    alone, composed = (
        re.sub(
            r"#.*|\n    server (127\.0\.0\.1|wegwijs-\d):8080;",
            "",
            (DEPLOY / name).read_text(encoding="utf-8"),
        )
        for name in ("nginx.conf", "nginx-in-compose.conf")
    )
    assert alone == composed


# --- systemd and containers -----------------------------------------------------------------------


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze is of systemd, which is not here"
)
@pytest.mark.parametrize("name", ["wegwijs.service", "wegwijs@.service"])
def test_systemd_understands_the_unit(name: str, tmp_path: Path) -> None:
    unit = (DEPLOY / name).read_text(encoding="utf-8")
    here = tmp_path / name.replace("@", "@1")
    here.write_text(
        unit.replace("/srv/wegwijs/.venv/bin/wegwijs", "/bin/true").replace("User=wegwijs", "User=root").replace(
            "Group=wegwijs", "Group=root")
    )  # fmt: skip
    done = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if here.name in line] == []


def test_the_unit_of_many_is_that_of_one_but_for_its_number() -> None:
    one, many = (
        [
            line
            for line in (DEPLOY / name).read_text("utf-8").splitlines()
            if not line.startswith(("#", "Description", "Environment=", "After="))
        ]
        for name in ("wegwijs.service", "wegwijs@.service")
    )
    assert one == many


def test_the_containers_run_without_rights_and_keep_to_their_limits() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    ours = composed["services"]["wegwijs-1"]
    assert ours == composed["services"]["wegwijs-2"]
    assert (ours["read_only"], ours["cap_drop"]) == (True, ["ALL"])
    assert "no-new-privileges:true" in ours["security_opt"]
    assert ours["deploy"]["resources"]["limits"]["memory"]
    assert "ports" not in ours, "only nginx faces the outside"
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert "\nUSER wegwijs\n" in dockerfile
    assert "HEALTHCHECK" in dockerfile
    redis = composed["services"]["redis"]
    assert ours["environment"]["WEGWIJS_REDIS_URL"] == "redis://redis:6379/0"
    assert (redis["read_only"], redis["cap_drop"], "ports" in redis) == (True, ["ALL"], False)
    known = {PREFIX + name.upper() for name in vars(Settings())}
    assert {name for name in ours["environment"] if name.startswith(PREFIX)} <= known
