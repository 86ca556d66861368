"""The documentation builds as a site, and no link in it is broken."""

import subprocess
from pathlib import Path

from tests.conftest import ROOT


def test_the_site_is_built_and_no_link_is_broken(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / ".venv" / "tools" / "bin" / "mkdocs", "build", "--strict", "--site-dir", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert {path.parent.name for path in tmp_path.glob("*/index.html")} >= pages
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert [page for page in sorted(pages) if f"{page}.md" not in nav] == []
    fetched = [line for path in tmp_path.rglob("*.html") for line in path.read_text("utf-8").splitlines()
               if "<link" in line or "<script src" in line]  # fmt: skip
    assert [line for line in fetched if 'href="http' in line or 'src="http' in line] == []
