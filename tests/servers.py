"""Real servers that tests put beside or before the system: Redis, and nginx as deploy/ has it."""

import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, free_port


@dataclass
class RedisServer:
    """A Redis of our own that can be killed and started again."""

    folder: Path

    def __post_init__(self) -> None:
        self.program = shutil.which("redis-server")
        if not self.program:
            pytest.fail("these tests need redis-server: scripts/setup test installs it")
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)


@dataclass
class Nginx:
    """Debian's nginx with deploy/nginx.conf before desks at these ports."""

    folder: Path
    ports: list[int]

    def start(self) -> None:
        self.port, plain = free_port(), free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=wegwijs.example",
             "-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        for there, here in (
            ("server 127.0.0.1:8080;", "\n".join(f"server 127.0.0.1:{port};" for port in self.ports)),
            ("listen 80;", f"listen 127.0.0.1:{plain};"),
            ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
            ("/etc/letsencrypt/live/wegwijs.example", str(self.folder)),
        ):
            assert there in site
            site = site.replace(there, here)
        (self.folder / "site.conf").write_text(site)
        temporary = " ".join(
            f"{kind}_temp_path {self.folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx.conf").write_text(
            f"daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log; "
            f"events {{ worker_connections 8192; }}\nhttp {{ {temporary} include {self.folder}/site.conf; }}"
        )
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        with (self.folder / "said").open("wb") as said:
            self.process = subprocess.Popen([program, "-c", self.folder / "nginx.conf"], stderr=said)
        time.sleep(1)
        assert self.process.poll() is None, (self.folder / "said").read_text()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
