"""The page of what Rasa holds back is of the versions that are locked, and leaves none out; the audit asks about them."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import requires
from pathlib import Path
from threading import Thread

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "held_back.md").read_text(encoding="utf-8")
LOCK = dict(
    re.findall(r"^([a-z0-9-]+)==([^ \\]+)", (ROOT / "requirements" / "bot.lock").read_text(), re.MULTILINE)
)
HOLE = "GHSA-aaaa-bbbb-cccc"


def test_the_versions_are_those_of_the_lock() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([0-9][^ ]*) \|", PAGE, re.MULTILINE)
    assert len(rows) > 50
    assert [row for row in rows if LOCK.get(row[0]) != row[1]] == []


def test_nothing_that_rasa_bounds_is_left_out() -> None:
    bounded = set()
    for line in requires("rasa"):
        wanted = Requirement(line)
        name = re.sub(r"[._]", "-", wanted.name).lower()
        if name in LOCK and any(bound.operator in ("<", "<=", "==", "~=") for bound in wanted.specifier):
            bounded.add(name)
    assert len(bounded) > 60
    assert [name for name in sorted(bounded) if not re.search(rf"(?<![\w-]){name}(?![\w-])", PAGE)] == []


class Advisories(BaseHTTPRequestHandler):
    """What OSV would say if one of our packages had a hole."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]
        said = {}
        if asked["name"] == "sanic":
            said = {"vulns": [{"id": HOLE, "summary": "a hole", "affected": [{"package": asked}]}]}
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def advisories() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Advisories)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("accepted", "is_well", "said"),
    [
        ("", False, HOLE),
        (
            f"{HOLE} {date.today() + timedelta(days=30)} nobody comes there",
            True,
            "No known vulnerabilities found",
        ),
        (f"{HOLE} {date.today() - timedelta(days=1)} nobody comes there", False, "was to be looked at again"),
        (f"{HOLE} {date.today() + timedelta(days=30)}", False, "has no reason"),
    ],
    ids=["a hole", "with a reason", "with a reason that is old", "without a reason"],
)
def test_the_audit_ends_well_only_with_a_reason_for_each_hole(
    advisories: str, tmp_path: Path, accepted: str, is_well: bool, said: str
) -> None:
    (tmp_path / "accepted.txt").write_text(f"# id, day, why\n{accepted}\n")
    done = subprocess.run(
        [ROOT / "scripts" / "audit", "--vulnerability-service", "osv", "--osv-url", advisories],
        env={**os.environ, "WEGWIJS_ACCEPTED": str(tmp_path / "accepted.txt")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is is_well, done.stdout + done.stderr
    assert said in done.stdout + done.stderr
