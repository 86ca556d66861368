"""Each room imports only what docs/architecture.md allows it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"actions", "bot", "desk", "guide", "store"}
MAY_IMPORT = {
    "guide": set(),
    "store": {"guide"},
    "desk": {"guide", "store"},
    "actions": {"guide", "store"},
    "bot": {"guide", "store"},
}
NOT_IN_DESK = {"rasa", "rasa_sdk", "tensorflow", "sanic"}
WITHOUT_WEB = {"aiohttp", "sanic", "sqlalchemy", "rasa", "rasa_sdk"}


def imports(folder: str) -> set[str]:
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    assert (imports(room) & OURS) - {room} <= MAY_IMPORT[room]


def test_the_desk_and_what_is_below_it_know_no_rasa() -> None:
    for room in ("desk", "store", "guide"):
        assert not imports(room) & NOT_IN_DESK


def test_the_guide_knows_no_web_no_database_and_no_clock() -> None:
    assert not imports("guide") & WITHOUT_WEB
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
