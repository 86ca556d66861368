"""What faces the internet runs on a Python that is still looked after, rasa and the actions on 3.10 behind it."""

import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT, System

UV = ROOT / ".venv" / "bin" / "uv"


def newer_python() -> str | None:
    """Return a Python 3.12, else a 3.11; the newest that the PostgreSQL of the tests is made for is 3.12."""
    pyenv = Path.home() / ".pyenv" / "versions"
    for version in ("3.12", "3.11"):
        there = [
            *map(str, pyenv.glob(f"{version}.*/bin/python")),
            shutil.which(f"python{version}"),
            "/usr/bin/python3",
        ]
        for candidate in filter(None, there):
            asked = f"import sys; sys.exit(sys.version_info[:2] != ({version.replace('.', ', ')}))"
            if subprocess.run([candidate, "-c", asked], capture_output=True, check=False).returncode == 0:
                return candidate
    return None


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make an environment with the base group alone."""
    found = newer_python()
    if found is None:
        pytest.skip("neither Python 3.12 nor 3.11 is here")
    folder = tmp_path_factory.mktemp("desk") / "venv"
    subprocess.run([UV, "venv", "--quiet", "--python", found, folder], check=True)
    made = folder / "bin" / "python"
    base = ["--no-deps", "--require-hashes", "-r", ROOT / "requirements" / "base.lock"]
    subprocess.run([UV, "pip", "install", "--quiet", "--python", made, *base], check=True)
    (folder / "lib").glob("python*/site-packages").__next__().joinpath("wegwijs.pth").write_text(str(ROOT))
    return str(made)


async def test_the_desk_on_a_newer_python_answers_with_rasa_on_its_own(python: str, tmp_path: Path) -> None:
    system = System(tmp_path, {"WEGWIJS_BOT_PYTHON": sys.executable}, python)
    system.start()
    try:

        def version(name: str) -> str:
            exe = psutil.Process(system.child(name).pid).cmdline()[0]
            return subprocess.check_output(
                [exe, "-c", "import sys; print(sys.version_info[1])"], text=True
            ).strip()

        assert int(version("desk")) > 10
        assert version("rasa") == version("actions") == "10"
        async with system.parent() as parent:
            answers = await parent.says("we hebben 28 september het formulier ingeleverd maar horen niks")
            assert "maandag 9 november 2026" in answers[0]["text"]
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
