"""Ten thousand messages that nobody writes, through the running system: what breaks, what grows?

    python -m benchmarks.messages [COUNT]

Any Unicode, control characters, overrides of direction, zero-width signs, emoji of four bytes, very long
words, HTML, SQL, commands, and real questions between them, in all six languages, by twenty parents at once.
"""

import asyncio
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import psutil
import yaml
from rich.console import Console
from rich.table import Table

from guide.language import languages
from tests.conftest import ROOT, System
from tests.parent import Parent

PARENTS, TURNS_OF_ONE = 20, 50
LONGEST = 1000
SPECIAL = [
    *range(0x20),
    0x7F,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *(0xFEFF, 0xFFFD, 0x1F468, 0x1F3FD, 0x200D, 0x1F467, 0xE0001, 0x10FFFF, 0x0300, 0x0489),
]
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "' OR 1=1; DROP TABLE message; --",
    "/restart",
    '/ja{"taal": "tr"}',
    "{{7*7}}",
    "${jndi:ldap://x}",
    "%s%s%n",
    "../../etc/passwd",
    "[x](javascript:alert(1))",
)
console = Console()


def message(chance: random.Random, questions: list[str]) -> str:
    """Return something to say, 1 to 1,000 characters."""
    kind = chance.randrange(6)
    length = chance.choice((1, 3, 20, 200, LONGEST))
    if kind == 0:
        made = "".join(map(chr, chance.choices(SPECIAL, k=length)))
    elif kind == 1:
        made = "".join(_any_sign(chance) for _ in range(length))
    elif kind == 2:
        made = chance.choice("aAжعğł") * length
    elif kind == 3:
        made = chance.choice(HOSTILE)
    elif kind == 4:
        made = chance.choice(questions) + "".join(map(chr, chance.choices(SPECIAL, k=5)))
    else:
        made = chance.choice(questions)
    return made[:LONGEST]


def _any_sign(chance: random.Random) -> str:
    while True:
        code = chance.randrange(0x110000)
        if not 0xD800 <= code < 0xE000:
            return chr(code)


async def one_parent(
    system: System, number: int, count: int, questions: list[str], told: Counter[str]
) -> None:
    """Send messages until `count` are sent, beginning anew after fifty."""
    chance = random.Random(number)
    sent = 0
    while sent < count:
        async with Parent(system.url, chance.choice(list(languages()))) as parent:
            for _ in range(min(TURNS_OF_ONE, count - sent)):
                sent += 1
                await _turn(parent, message(chance, questions), f"m{sent}", told)


async def _turn(parent: Parent, text: str, client_id: str, told: Counter[str]) -> None:
    body = {"client_id": client_id, "text": text}
    async with parent.session.post(f"{parent.address}/messages", json=body, headers=parent.headers) as answer:
        told[f"status {answer.status}"] += 1
        if answer.status != 202:
            return
    before = len(parent.events)
    await parent.until(
        lambda: (
            any(
                name == "done" and data["client_id"] == client_id
                for name, data in parent.events[before - 5 :]
            )
            or parent.is_over
        )
    )
    if parent.is_over:
        told["stream ended"] += 1
        return
    told["answered"] += 1
    said = [data for name, data in parent.events if name == "message" and data["sender"] == "system"]
    told["apologies"] += sum("ging bij mij iets mis" in one["text"] for one in said[-1:])


def memory(system: System) -> dict[str, float]:
    """Return the megabytes that each process holds."""
    return {
        name: psutil.Process(system.child(name).pid).memory_info().rss / 2**20
        for name in ("desk", "rasa", "actions")
    }


async def measure(system: System, count: int) -> None:
    """Send, and print what came of it."""
    files = sorted((ROOT / "benchmarks" / "hard").glob("*.yml"))
    topics = [topic for path in files for topic in yaml.safe_load(path.read_text("utf-8")).values()]
    questions = [question for topic in topics for question in topic]
    told: Counter[str] = Counter()
    table = Table("messages", *(f"{name}, MB" for name in memory(system)))
    pids = {name: system.child(name).pid for name in ("desk", "rasa", "actions")}
    for part in range(5):
        each = count // 5 // PARENTS
        await asyncio.gather(
            *(one_parent(system, 100 * part + n, each, questions, told) for n in range(PARENTS))
        )
        table.add_row(str((part + 1) * each * PARENTS), *(f"{mb:.0f}" for mb in memory(system).values()))
    console.print(table, dict(told))
    unanswered = system.sql("select count(*) from message where pending")[0][0]
    same = pids == {name: system.child(name).pid for name in pids}
    console.print(f"left unanswered: {unanswered}; the same processes as at the start: {same}")


def main() -> None:
    """Start the system, send, stop it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        system = System(Path(folder), {"WEGWIJS_MESSAGES_PER_MINUTE": "100000"})
        system.start()
        try:
            asyncio.run(measure(system, count))
        finally:
            system.stop()


if __name__ == "__main__":
    main()
