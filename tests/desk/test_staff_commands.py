"""`wegwijs staff` and `wegwijs demo-data` in a real shell."""

import os
import re
import subprocess
import sys
from pathlib import Path

from aiohttp.test_utils import TestServer

from desk.app import make_app
from desk.settings import Settings
from store import staff
from store.database import open_database
from tests.conftest import ROOT, free_port
from tests.people import PASSWORD, Console


def wegwijs(url: str, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "desk.cli", *arguments],
        cwd=ROOT, env={**os.environ, "WEGWIJS_DATABASE_URL": url}, capture_output=True, text=True, check=False,
    )  # fmt: skip


async def test_the_first_person_is_added_by_command_and_chooses_a_password(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    assert "no steunpunt" in wegwijs(url, "staff", "add", "Anna", "anna@x.nl").stderr
    assert "no role" in wegwijs(url, "staff", "add", "Anna", "anna@x.nl", "--role", "chef").stderr
    added = wegwijs(url, "staff", "add", "Ada", "ada@x.nl", "--role", "administrator")
    link = re.search(r"/console/invitation/\S+", added.stdout)[0]
    assert "already" in wegwijs(url, "staff", "add", "Ada", "ADA@x.nl", "--role", "administrator").stderr
    settings = Settings(database_url=url, rasa_secret="x" * 20, rasa_port=free_port())
    async with (
        TestServer(make_app(settings)) as server,
        Console(str(server.make_url("")).rstrip("/"), "x@x.nl", "x") as ada,
    ):
        assert (await ada.post(link, password=PASSWORD, again=PASSWORD))[0] == 200
        assert "Niet begrepen" in (await ada.get("/console/me"))[1]


async def test_the_invented_monday_can_be_signed_in_to_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    said = wegwijs(url, "demo-data").stderr
    password = re.search(r"password\s+(\S+)", said)[1]
    assert "There are staff" in wegwijs(url, "demo-data").stderr
    settings = Settings(database_url=url, rasa_secret="x" * 20, rasa_port=free_port())
    async with TestServer(make_app(settings)) as server:
        address = str(server.make_url("")).rstrip("/")
        for email in re.findall(r"\S+@voorbeeld.example", said):
            async with Console(address, email, password) as person:
                assert person.answer[0] == 200
        async with Console(address, "anna@voorbeeld.example", password) as anna:
            page = (await anna.get("/console"))[1]
            assert "(verzonnen)" in page
            assert page.count("Neem dit gesprek") == 6
            assert "Gevaar" in page
            assert "Te laat" in page
    engine = open_database(url)
    assert all("Voorbeeld" in one.name for one in staff.everyone(engine))
    engine.dispose()
