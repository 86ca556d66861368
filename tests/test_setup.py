"""The set-up says in plain words what is missing, and ends with an error."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOOLS = ("bash", "cat", "cut", "df", "awk", "dirname", "grep", "printf", "rm", "sha256sum", "tail", "uname")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with what the set-up needs, and no environment yet."""
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        if path := shutil.which(tool):
            (tmp_path / "bin" / tool).symlink_to(path)
    return tmp_path


def set_up(checkout: Path, **environ: str) -> subprocess.CompletedProcess:
    environ = {"PATH": str(checkout / "bin"), "HOME": str(checkout), **environ}
    return subprocess.run(
        [str(checkout / "bin" / "bash"), "scripts/setup", "run"],
        cwd=checkout, env=environ, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_without_a_python_for_rasa_it_says_how_to_get_one(checkout: Path) -> None:
    ended = set_up(checkout)
    assert ended.returncode == 1
    assert "There is no Python 3.10 or 3.11 here" in ended.stderr
    assert "apt-get install python3.11" in ended.stderr
    assert "pyenv install 3.10" in ended.stderr


@pytest.mark.parametrize(
    ("there", "taken"), [(("3.11",), "3.11"), (("3.10", "3.11"), "3.10"), (("3.12",), None)]
)
def test_it_takes_the_python_that_rasa_runs_on(
    checkout: Path, there: tuple[str, ...], taken: str | None
) -> None:
    for version in there:
        python = checkout / "bin" / f"python{version}"
        minor = version.removeprefix("3.")
        python.write_text(
            f'#!/bin/sh\n[ "$1" = --version ] && echo Python {version} && exit\n'
            f'[ "$1" = -m ] && exit 1\n"{sys.executable}" -c "import sys; sys.version_info = (3, {minor}, 0)\n$2"\n'
        )
        python.chmod(0o755)
    ended = set_up(checkout)
    if taken:
        assert f"Making the environment with Python {taken}" in ended.stdout
        assert f"Python {taken} has no venv" in ended.stderr
    else:
        assert "There is no Python 3.10 or 3.11 here" in ended.stderr


def test_without_a_network_it_says_so(checkout: Path) -> None:
    nowhere = "http://127.0.0.1:9/simple"
    ended = set_up(
        checkout,
        WEGWIJS_PYTHON=sys.executable,
        PIP_INDEX_URL=nowhere,
        PIP_RETRIES="0",
        PIP_CONFIG_FILE=os.devnull,
    )
    assert ended.returncode == 1
    assert "package registry cannot be reached" in ended.stderr


def test_on_a_full_disk_it_says_so(checkout: Path) -> None:
    (checkout / "bin" / "df").unlink()
    df = checkout / "bin" / "df"
    df.write_text("#!/bin/sh\nprintf 'Filesystem 1024-blocks Used Available\\n/dev/x 100 99 1000\\n'\n")
    df.chmod(0o755)
    ended = set_up(checkout, WEGWIJS_PYTHON=sys.executable)
    assert ended.returncode == 1
    assert "The disk is too full" in ended.stderr
