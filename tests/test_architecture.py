"""The guide knows no clock, and what docs/architecture.md says of the code holds.

Which room imports which is checked by import-linter (pyproject.toml), which `scripts/lint` runs.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_guide_knows_no_clock() -> None:
    for path in (ROOT / "guide").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert ".today()" not in text
        assert ".now(" not in text


def test_the_walk_of_a_message_names_what_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    steps = re.findall(r"`([\w/]+\.(?:py|js)): (\w+)`", text)
    assert len(steps) > 20
    for file, name in steps:
        code = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"\b(def|class|function) {name}\b", code), f"{file}: {name}"
