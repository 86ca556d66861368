"""schemathesis makes calls from our OpenAPI, right and wrong ones, and holds every answer against it."""

import asyncio
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, System

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
SCHEMATHESIS = ROOT / ".venv" / "tools" / "bin" / "schemathesis"


@pytest.mark.parametrize("is_hers", [True, False], ids=["of her conversation", "of any conversation"])
async def test_every_call_keeps_to_the_contract_whatever_is_sent(
    system: System, tmp_path: Path, is_hers: bool
) -> None:
    async with system.parent() as parent:
        known = f'[parameters]\n"path.id" = "{parent.id}"\n' if is_hers else ""
        (tmp_path / "schemathesis.toml").write_text(known)
        # Her conversation is needed to the end; that it can be erased is tested elsewhere.
        without = ["--exclude-operation-id", "eraseConversation"] if is_hers else []
        done = await asyncio.to_thread(
            subprocess.run,
            [SCHEMATHESIS, "--config-file", tmp_path / "schemathesis.toml", "run", f"{system.url}/api/openapi.json",
             "--url", system.url, "--header", f"Authorization: Bearer {parent.token}", "--exclude-path-regex", "/events$",
             *without, "--checks", ",".join(CHECKS), "--max-examples", "30", "--seed", "1"],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr
