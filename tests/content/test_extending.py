"""The worked examples of docs/extending.md hold for the project as it is: each is followed in a copy of it."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.project import copied

SECTIONS = {
    part.split("\n", 1)[0]: part
    for part in (ROOT / "docs" / "extending.md").read_text(encoding="utf-8").split("\n## ")[1:]
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)


def applied(change: str, folder: Path) -> None:
    done = subprocess.run(
        ["git", "apply"], cwd=folder, input=change, text=True, capture_output=True, check=False,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def printed(command: str, folder: Path) -> str:
    environ = {
        **os.environ,
        "PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(folder),
        "WEGWIJS_DATABASE_URL": f"sqlite:///{folder / 'example.db'}",
        "COLUMNS": "200",
    }
    done = subprocess.run(
        shlex.split(command), cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def test_every_example_changes_or_runs_something() -> None:
    assert list(SECTIONS) == ["A topic", "A term", "A field of the register", "A language"]
    assert all("```diff\n" in text or "```console\n$ " in text for text in SECTIONS.values())


@pytest.mark.parametrize("name", SECTIONS)
def test_the_example_can_be_followed(name: str, copy: Path) -> None:
    for kind, block in re.findall(r"```(diff|console)\n(.*?)```", SECTIONS[name], re.DOTALL):
        if kind == "diff":
            applied(block, copy)
            continue
        for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            said = printed(command, copy)
            for line in expected.splitlines():
                assert line in said, f"{command}\n{said}"
