"""What faces the internet runs on a Python that is still looked after, rasa and the actions on 3.10 behind it."""

import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT, System

UV = ROOT / ".venv" / "bin" / "uv"
OURS = f"{sys.version_info.major}.{sys.version_info.minor}"


def found(version: str) -> str | None:
    """Return a Python of this version, such as 3.12."""
    candidates = [
        *map(str, (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")),
        shutil.which(f"python{version}"),
        "/usr/bin/python3",
    ]
    for candidate in filter(None, candidates):
        asked = f"import sys; sys.exit(sys.version_info[:2] != ({version.replace('.', ', ')}))"
        if subprocess.run([candidate, "-c", asked], capture_output=True, check=False).returncode == 0:
            return candidate
    return None


def environment(folder: Path, python: str, lock: str) -> str:
    """Make an environment with what this lock file holds, and return its Python."""
    subprocess.run([UV, "venv", "--quiet", "--python", python, folder], check=True)
    made = folder / "bin" / "python"
    held = ["--no-deps", "--require-hashes", "-r", ROOT / "requirements" / lock]
    subprocess.run([UV, "pip", "install", "--quiet", "--python", made, *held], check=True)
    (folder / "lib").glob("python*/site-packages").__next__().joinpath("wegwijs.pth").write_text(str(ROOT))
    return str(made)


def versions(system: System) -> dict[str, str]:
    """Return on which Python each process runs."""

    def version(name: str) -> str:
        exe = psutil.Process(system.child(name).pid).cmdline()[0]
        asked = "import sys; print(sys.version_info.major, sys.version_info.minor, sep='.')"
        return subprocess.check_output([exe, "-c", asked], text=True).strip()

    return {name: version(name) for name in ("desk", "rasa", "actions")}


async def answers_a_date(system: System) -> None:
    async with system.parent() as parent:
        answers = await parent.says("we hebben 28 september het formulier ingeleverd maar horen niks")
        assert "maandag 9 november 2026" in answers[0]["text"]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make an environment with the base group alone; the PostgreSQL of the tests is made for 3.12 at most."""
    newer = found("3.12") or found("3.11")
    if newer is None:
        pytest.skip("neither Python 3.12 nor 3.11 is here")
    return environment(tmp_path_factory.mktemp("desk") / "venv", newer, "base.lock")


async def test_all_of_it_runs_on_the_other_python_that_rasa_runs_on(tmp_path: Path) -> None:
    other = "3.11" if OURS == "3.10" else "3.10"
    there = found(other)
    if there is None:
        pytest.skip(f"Python {other} is not here")
    system = System(tmp_path, {}, environment(tmp_path / "venv", there, "bot.lock"))
    system.start()
    try:
        assert set(versions(system).values()) == {other}
        await answers_a_date(system)
    finally:
        system.stop()


async def test_the_desk_on_a_newer_python_answers_with_rasa_on_its_own(python: str, tmp_path: Path) -> None:
    system = System(tmp_path, {"WEGWIJS_BOT_PYTHON": sys.executable}, python)
    system.start()
    try:
        runs = versions(system)
        assert runs["desk"] not in ("3.9", "3.10")
        assert runs["rasa"] == runs["actions"] == OURS
        await answers_a_date(system)
        async with system.parent() as parent:
            async with parent.session.get(f"{system.url}/console/sign-in") as page:
                assert page.status == 200
    finally:
        system.stop()


def test_it_has_no_rasa(python: str, tmp_path: Path) -> None:
    no_rasa = "import desk.app, importlib.util as u; assert not u.find_spec('rasa')"
    subprocess.run([python, "-c", no_rasa], check=True, cwd=tmp_path)


def test_guide_and_store_pass_their_tests_on_it(python: str) -> None:
    tests = ["-r", ROOT / "requirements" / "base_test.lock"]
    subprocess.run(
        [UV, "pip", "install", "--quiet", "--python", python, "--no-deps", "--require-hashes", *tests],
        check=True,
    )
    done = subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/guide", "tests/store"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
