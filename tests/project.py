"""A copy of the project, for what changes its files."""

import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT


def copied(to: Path) -> Path:
    """Copy what git knows, and what is new and not ignored, into a folder; return it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    return to
