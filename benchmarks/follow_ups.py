"""What a short message is taken for after an answer, and without knowing what was answered.

    python -m benchmarks.follow_ups            the shares of both, also where the subject is changed
    python -m benchmarks.follow_ups --missed   and what was taken wrongly

The pairs of benchmarks/follow_ups.yml are of the hand that wrote the examples; the `chosen` ones served to
choose how much an answer counts, the `new` ones were written after that. The price is what happens to who
changes the subject: benchmarks/hard, each after an answer that has nothing to do with it.
Last come the pairs of benchmarks/clarified.yml whose first message leaves open what is meant: the second
alone, and as it is read, with the first before it where it says too little (bot/together.py).
"""

import argparse
import asyncio
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from rasa.core.channels.channel import UserMessage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from benchmarks.nlu import MODEL, agent_of, hard
from bot.short_answers import MORE_INTENT
from bot.together import with_the_one_before
from guide.meant import LEAVES_OPEN
from guide.topics import ASKED, that_may_be_meant, topics

FILE, CLARIFIED = Path(__file__).parent / "follow_ups.yml", Path(__file__).parent / "clarified.yml"
# What was answered before, what is said, the topic that is meant.
Pair = tuple[str, str, str]
# The topic that is answered at once ("" for none) and those that are asked about.
Taken = tuple[str, list[str]]


async def taken(pairs: Sequence[Pair], *, knowing: bool) -> list[Taken]:
    """Return how the message of each pair is taken, `knowing` what was answered before it or not."""
    processor, found = agent_of(MODEL).processor, []
    assert processor is not None
    for before, text, _ in pairs:
        metadata = {"about": before, "answered": before} if knowing else {}
        found.append(_read(await processor.parse_message(UserMessage(text, metadata=metadata))))
    return found


async def clarified(pairs: Sequence[Pair]) -> list[tuple[Pair, Taken, Taken]]:
    """Return the pairs whose first message leaves open what is meant, with how the second is taken.

    First alone, then as the bot reads it.
    """
    processor, found = agent_of(MODEL).processor, []
    assert processor is not None
    for before, text, meant in pairs:
        first = await processor.parse_message(UserMessage(before))
        if first["intent"]["name"] in LEAVES_OPEN:
            alone = _read(await processor.parse_message(UserMessage(text)))
            both = await with_the_one_before(processor, UserMessage(text, metadata={"left_open": before}))
            found.append(((before, text, meant), alone, _read(both.parse_data)))
    return found


def _read(parsed: dict[str, Any]) -> Taken:
    intent = parsed["intent"]["name"]
    if intent == DEFAULT_NLU_FALLBACK_INTENT_NAME:
        return "", that_may_be_meant(guess["name"] for guess in parsed["intent_ranking"])[:ASKED]
    if intent == MORE_INTENT:
        intent = next(e["value"] for e in parsed["entities"] if e["entity"] == "onderwerp")
    return intent, []


def report(name: str, pairs: Sequence[Pair], found: Sequence[Taken]) -> None:
    """Print the shares that are right at once, right at once or asked about, and wrong at once."""
    meant = [topic for _, _, topic in pairs]
    right = sum(at_once == topic for (at_once, _), topic in zip(found, meant, strict=True))
    shown = sum(topic in (at_once, *asked) for (at_once, asked), topic in zip(found, meant, strict=True))
    wrong = sum(at_once not in ("", topic) for (at_once, _), topic in zip(found, meant, strict=True))
    shares = "  ".join(f"{count / len(pairs):6.2f}" for count in (right, shown, wrong))
    print(f"{name:<34} {len(pairs):>6}  {shares}")


def main() -> None:
    """Ask the model that `wegwijs train` made."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--missed", action="store_true", help="list what was taken wrongly")
    missed = options.parse_args().missed
    sets = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    said = {name: [(b, t, m) for rows in of.values() for b, t, m in rows] for name, of in sets.items()}
    lot, subjects = random.Random(1), [topic.id for topic in topics().values() if topic.is_question]
    said["another subject"] = [(lot.choice(subjects), text, topic) for _, topic, text in hard()]
    print(f"{'':<34} {'':>6}  at once   shown   wrong")
    for name, pairs in said.items():
        for knowing in (False, True):
            found = asyncio.run(taken(pairs, knowing=knowing))
            report(f"{name}, {'knowing' if knowing else 'not knowing'} the answer", pairs, found)
        if missed:
            for (before, text, topic), (at_once, asked) in zip(pairs, found, strict=True):
                if at_once != topic:
                    print(f"  {before}: {text} ({topic}): {at_once or asked}")
    rows = yaml.safe_load(CLARIFIED.read_text(encoding="utf-8"))
    heard = asyncio.run(clarified([(b, t, m) for of in rows.values() for b, t, m in of]))
    pairs = [pair for pair, _, _ in heard]
    report("said in two messages, the second alone", pairs, [alone for _, alone, _ in heard])
    report("said in two messages, as it is read", pairs, [read for _, _, read in heard])


if __name__ == "__main__":
    main()
