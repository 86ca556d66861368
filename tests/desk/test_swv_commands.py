"""`wegwijs swv` in a real shell: what is wrong is named, and what was there before stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store import register
from store.database import open_database

ROOT = Path(__file__).parents[2]
DUO = ROOT / "tests" / "data" / "duo"


@pytest.fixture
def wegwijs(tmp_path: Path):
    environ = {**os.environ, "WEGWIJS_DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}", "COLUMNS": "200"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "desk.cli", "swv", *arguments],
            cwd=ROOT, env=environ, capture_output=True, text=True, check=False,
        )  # fmt: skip

    run.engine = open_database(environ["WEGWIJS_DATABASE_URL"])
    return run


def test_our_own_files_then_those_of_duo(wegwijs) -> None:
    first = wegwijs("import")
    assert first.returncode == 0, first.stderr
    assert "swv: 152 new" in first.stderr
    duo = wegwijs("import", *map(str, sorted(DUO.glob("*.csv"))))
    assert duo.returncode == 0, duo.stderr
    assert "left out swv_classic.csv:4: 'XX12' is no code" in duo.stderr
    assert "schools: 3 new" in duo.stderr
    profile = register.profile(wegwijs.engine, "PO2601")
    assert profile.swv.name == "SWV Utrecht PO"
    assert profile.swv.municipalities == ["Utrecht"], "the area stays"
    schools = {school.branch: school.swv_codes for school in register.schools(wegwijs.engine)}
    assert schools == {"16AB00": ["PO2601"], "16AB01": (), "20XY00": ["VO2810"]}


@pytest.mark.parametrize("text", ["", "a|b|c\n1|2|3\n"])
def test_a_file_that_is_not_duos_changes_nothing(wegwijs, tmp_path: Path, text: str) -> None:
    wegwijs("import")
    before = register.edition(wegwijs.engine)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(text)
    refused = wegwijs("import", str(DUO / "swv_classic.csv"), str(wrong))
    assert refused.returncode == 1
    assert "Nothing was imported; what was there stays." in refused.stderr
    assert register.edition(wegwijs.engine) == before
    missing = wegwijs("import", str(tmp_path / "nowhere.csv"))
    assert missing.returncode == 1


def test_the_work_list_as_a_table_and_as_csv(wegwijs, tmp_path: Path) -> None:
    wegwijs("import")
    listed = wegwijs("check", "--csv", str(tmp_path / "todo.csv"))
    assert listed.returncode == 0
    assert "VO2601" in listed.stdout
    rows = (tmp_path / "todo.csv").read_text().splitlines()
    assert rows[0] == "swv,what,detail"
    assert len(rows) > 300


def test_one_value_is_set_and_a_wrong_one_is_refused(wegwijs) -> None:
    wegwijs("import")
    done = wegwijs("set", "VO2601", "tlv_term", "Binnen vier weken.", "--source", "https://swv.example/tlv")
    assert done.returncode == 0, done.stderr
    value = register.profile(wegwijs.engine, "VO2601").values["tlv_term"]
    assert (value.status, value.text("nl")) == ("checked", "Binnen vier weken.")
    for wrong in (
        ("VO9999", "tlv_term", "x", "--source", "https://swv.example"),
        ("VO2601", "tlv_turm", "x", "--source", "https://swv.example"),
        ("VO2601", "tlv_term", "x", "--source", "swv.example"),
        ("VO2601", "tlv_term", "x", "--source", "https://swv.example", "--status", "sure"),
    ):
        refused = wegwijs("set", *wrong)
        assert refused.returncode == 1
        assert "Nothing was changed." in refused.stderr
    assert register.profile(wegwijs.engine, "VO2601").values["tlv_term"] == value
