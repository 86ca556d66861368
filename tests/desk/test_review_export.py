"""What people say of misunderstood questions becomes examples, once, without anything that was masked."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import yaml

from desk.review_export import example_of
from store import review
from store.database import open_database
from store.migrate import upgrade
from tests.conftest import ROOT

NOW = datetime(2026, 11, 26)


def examples(folder: Path, language: str, group: str, intent: str) -> list[str]:
    rows = yaml.safe_load((folder / language / f"{group}.yml").read_text())["nlu"]
    (row,) = [row for row in rows if row["intent"] == intent]
    return [line.removeprefix("- ") for line in row["examples"].strip().splitlines()]


def test_the_command_writes_them_where_they_belong(tmp_path: Path) -> None:
    folder, url = tmp_path / "nlu", f"sqlite:///{tmp_path / 'a.db'}"
    shutil.copytree(ROOT / "data" / "nlu", folder)
    upgrade(url)
    engine = open_database(url)
    for text, topic in (
        ("mag de taxi van de gemeente ook als hij bij [naam] slaapt", "leerlingenvervoer"),
        ("wat is een OPP", "opp_uitleg"),  # is taught already
        ("verkoopt u ook fietsen {hoi}", review.OUTSIDE),
        ("[nummer]", "leerlingenvervoer"),
    ):
        review.keep(engine, None, text, "nl", "fallback", "", NOW)
        review.decide(engine, [review.undecided(engine)[0].id], topic, "ada")
    engine.dispose()
    before = examples(folder, "nl", "ondersteuning", "opp_uitleg")

    def export() -> str:
        done = subprocess.run(
            [sys.executable, "-m", "desk.cli", "nlu", "export-review", "--into", str(folder)],
            cwd=ROOT, env={**os.environ, "WEGWIJS_DATABASE_URL": url}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stderr

    assert "2 examples added, 2 left out" in export()
    assert (
        examples(folder, "nl", "ondersteuning", "leerlingenvervoer")[-1]
        == "mag de taxi van de gemeente ook als hij bij slaapt"
    )
    assert examples(folder, "nl", "gesprek", "buiten_onderwerp")[-1] == "verkoopt u ook fietsen hoi"
    assert examples(folder, "nl", "ondersteuning", "opp_uitleg") == before
    assert "0 examples added, 0 left out" in export()


def test_an_example_is_one_line_without_signs_that_rasa_obeys() -> None:
    assert example_of("[e-mail] wat\nkost (een) tlv [naam]{x}") == "wat kost een tlv x"
