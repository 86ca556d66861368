"""`wegwijs doctor` and `wegwijs demo`, in a real shell."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from desk.demo_data import invent
from desk.doctor import findings
from desk.settings import Settings
from store import conversations
from store.database import open_database
from store.migrate import upgrade
from store.sealing import VARIABLE
from tests.conftest import KEY, ROOT, TODAY, System, free_port
from tests.people import now


def amiss(settings: Settings) -> list[str]:
    return [f"{one.what}: {one.told}" for one in findings(ROOT, settings) if not one.is_well]


def test_on_a_machine_that_is_well_nothing_is_amiss(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'none.db'}", port=free_port())
    assert amiss(settings) == []


def test_what_is_amiss_is_named_with_what_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    upgrade(url)
    settings = Settings(
        database_url=url,
        port=free_port(),
        model="models/none.tar.gz",
        redis_url=f"redis://127.0.0.1:{free_port()}",
        smtp_host="127.0.0.1",
        smtp_port=free_port(),
    )
    model, database, redis, mail = amiss(settings)
    assert "wegwijs train" in model
    assert "wegwijs swv import" in database
    assert "WEGWIJS_REDIS_URL" in redis
    assert "does not answer" in mail
    engine = open_database(url)
    with engine.begin() as db:
        db.execute(text("update alembic_version set version_num = '0001'"))
    engine.dispose()
    assert any("wegwijs migrate" in one for one in amiss(settings))


def test_a_visitor_sees_both_conversations_in_the_terminal(
    broken_system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)
    url = f"sqlite:///{broken_system.database}"
    engine = open_database(url)
    invent(engine, now(), now().date())
    environ = {
        **os.environ, "WEGWIJS_DATABASE_URL": url, "WEGWIJS_PORT": str(broken_system.port), "WEGWIJS_TODAY": TODAY,
        "COLUMNS": "120",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "desk.cli", "demo"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for words in ("maandag 9 november 2026", "Anna Voorbeeld", "ik kijk met u mee", "WW-", "erased again"):
        assert words in done.stdout, words
    assert all("Klimop" not in m.text for c in conversations.unused_since(engine, now(), now())
               for m in conversations.messages_after(engine, c, 0))  # fmt: skip
    engine.dispose()


def test_without_a_wegwijs_it_says_how_to_start_one() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desk.cli", "demo", "--url", f"http://127.0.0.1:{free_port()}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "make run" in done.stderr) == (1, True)
