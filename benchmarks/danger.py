"""How much danger is noticed, told without its words in situations that no example has, and at what price.

    python -m benchmarks.danger            per language, with the trade-off of how likely it must be
    python -m benchmarks.danger --missed   and what was missed

The sentences of benchmarks/danger.yml are of the hand that wrote the examples, but of other situations: none
has an example in any language. The price is how much of benchmarks/hard, about school, gets the numbers.
"""

import argparse
import asyncio
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from benchmarks.nlu import HARD, MODEL, agent_of
from bot.short_answers import DANGER_INTENT, FEARED
from guide.danger import speaks_of_danger

SAID = Path(__file__).parent / "danger.yml"
THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7)


async def feared(texts: Sequence[str]) -> list[float]:
    """Return how likely the model thinks danger in each text; 1 where the words alone tell."""
    agent = agent_of(MODEL)
    found = []
    for text in texts:
        ranking = (await agent.parse_message(text))["intent_ranking"]
        likely = next((r["confidence"] for r in ranking if r["name"] == DANGER_INTENT), 0.0)
        found.append(1.0 if speaks_of_danger(text) else likely)
    return found


def about_school() -> list[str]:
    """Return the hard utterances that speak of no danger."""
    files = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(HARD.glob("*.yml"))]
    return [
        text
        for topics in files
        for topic, texts in topics.items()
        if topic != DANGER_INTENT
        for text in texts
    ]


def report(fears: Mapping[str, Sequence[float]], price: Sequence[float]) -> None:
    """Print what is noticed, per language, for each of the thresholds, and at what price."""
    print("from  noticed  about school  " + "  ".join(f"{language:>4}" for language in fears))
    everywhere = [fear for of_language in fears.values() for fear in of_language]
    for threshold in (*THRESHOLDS, 1.0):
        shares = [statistics.mean(fear >= threshold for fear in mine) for mine in fears.values()]
        print(
            f"{'words' if threshold == 1 else threshold:>5}  "
            f"{statistics.mean(fear >= threshold for fear in everywhere):7.2f}  "
            f"{statistics.mean(fear >= threshold for fear in price):12.3f}  "
            + "  ".join(f"{share:4.2f}" for share in shares)
        )


def main() -> None:
    """Ask the model that `wegwijs train` made."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--missed", action="store_true", help="list what the bot does not notice")
    chosen = options.parse_args()
    said = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    fears = {language: asyncio.run(feared(texts)) for language, texts in said.items()}
    report(fears, asyncio.run(feared(about_school())))
    if chosen.missed:
        for language, texts in said.items():
            for text, fear in zip(texts, fears[language], strict=True):
                if fear < FEARED:
                    print(f"{language}: {text} ({fear:.2f})")


if __name__ == "__main__":
    main()
