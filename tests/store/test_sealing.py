"""What people write cannot be read in the database without the key, and a key can be replaced."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import StatementError

from desk.settings import SettingsError, read_settings
from store import conversations, trackers
from store.database import open_database, scrub
from store.migrate import upgrade
from store.sealing import VARIABLE, SealedError, seal_anew
from store.tables import metadata
from tests.conftest import ROOT, free_port

NOW = datetime(2026, 11, 27, 9)
MARK = "zijn vader sloeg hem"
OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


def told(engine: Engine) -> str:
    conversation, _ = conversations.start(engine, "nl", {}, NOW)
    conversations.receive(engine, conversation.id, "a", MARK, None, NOW)
    conversations.say(engine, conversation.id, "bot", MARK, "nl", NOW, custom={"case": MARK})
    trackers.save(engine, conversation.id, f'["{MARK}"]', NOW)
    return conversation.id


def heard(engine: Engine, conversation_id: str) -> list[str]:
    said = conversations.messages_after(engine, conversation_id, 0)
    return [*(one.text for one in said), said[-1].custom["case"], trackers.load(engine, conversation_id)[0]]


def everything_in(engine: Engine) -> str:
    with engine.connect() as db:
        return "".join(
            str(db.execute(text(f"select * from {name}")).all()) for name in ("message", "tracker")
        )


def test_without_the_key_nothing_can_be_read(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, OLD)
    upgrade(url)
    engine = open_database(url)
    conversation = told(engine)
    assert heard(engine, conversation) == [MARK, MARK, MARK, f'["{MARK}"]']
    assert MARK not in everything_in(engine)
    engine.dispose()
    for wrong in ("", NEW):
        monkeypatch.setenv(VARIABLE, wrong)
        stranger = open_database(url)
        with pytest.raises((SealedError, StatementError), match=VARIABLE):
            heard(stranger, conversation)
        stranger.dispose()


def test_a_key_is_replaced_while_both_are_known_and_the_old_one_opens_nothing_any_more(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(url)
    open_to_all = open_database(url)  # from before there was a key
    earlier = told(open_to_all)
    open_to_all.dispose()
    monkeypatch.setenv(VARIABLE, OLD)
    first = open_database(url)
    assert heard(first, earlier) == [MARK, MARK, MARK, f'["{MARK}"]']
    later = told(first)
    first.dispose()

    monkeypatch.setenv(VARIABLE, f"{NEW} {OLD}")
    both = open_database(url)
    assert seal_anew(both, metadata.tables) >= 8
    scrub(both)
    both.dispose()

    monkeypatch.setenv(VARIABLE, NEW)
    new = open_database(url)
    for conversation in (earlier, later):
        assert heard(new, conversation) == [MARK, MARK, MARK, f'["{MARK}"]']
    assert MARK not in everything_in(new)
    new.dispose()


def test_the_file_itself_holds_nothing_of_it_after_wegwijs_keys_rotate(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'w.db'}"
    upgrade(url)
    engine = open_database(url)
    told(engine)
    engine.dispose()
    environ = {"PATH": "/usr/bin:/bin", "WEGWIJS_DATABASE_URL": url, VARIABLE: NEW}
    done = subprocess.run(
        [sys.executable, "-m", "desk.cli", "keys", "rotate"],
        env=environ, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "texts are sealed with the first key" in done.stderr
    assert all(MARK.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_wegwijs_does_not_start_on_a_database_that_it_cannot_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'w.db'}"
    monkeypatch.setenv(VARIABLE, OLD)
    upgrade(url)
    engine = open_database(url)
    told(engine)
    engine.dispose()
    environ = {**os.environ, "WEGWIJS_DATABASE_URL": url, VARIABLE: NEW, "WEGWIJS_PORT": str(free_port()),
               "WEGWIJS_RASA_PORT": str(free_port()), "WEGWIJS_ACTIONS_PORT": str(free_port())}  # fmt: skip
    for command in ("up", "doctor"):
        done = subprocess.run(
            [sys.executable, "-m", "desk.cli", command],
            env=environ, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, f"sealed with a key that {VARIABLE} does not hold" in done.stderr) == (
            1,
            True,
        )


def test_what_is_no_key_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError, match="wegwijs keys new"):
        read_settings({VARIABLE: "geheim"})
    made = subprocess.run(
        [sys.executable, "-m", "desk.cli", "keys", "new"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert read_settings({VARIABLE: made.stdout.strip()}).encryption_keys


READY = {
    "WEGWIJS_MODE": "production", "WEGWIJS_RASA_SECRET": "x" * 32, "WEGWIJS_ENCRYPTION_KEYS": OLD,
    "WEGWIJS_PUBLIC_URL": "https://wegwijs.example", "WEGWIJS_SMTP_HOST": "mail.example",
    "WEGWIJS_MAIL_FROM": "wegwijs@mail.example",
}  # fmt: skip


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WEGWIJS_RASA_SECRET", ""), ("WEGWIJS_ENCRYPTION_KEYS", ""), ("WEGWIJS_PUBLIC_URL", "http://w.example"),
        ("WEGWIJS_SMTP_HOST", ""), ("WEGWIJS_SMTP_SECURITY", "none"), ("WEGWIJS_TODAY", "2026-11-22"),
    ],
)  # fmt: skip
def test_production_does_not_start_with_what_is_only_good_for_trying(variable: str, value: str) -> None:
    assert read_settings(READY).mode == "production"
    with pytest.raises(SettingsError, match=variable):
        read_settings({**READY, variable: value})
