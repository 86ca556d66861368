"""How much danger is noticed, told without its words in situations that no example has, and at what price.

    python -m benchmarks.danger            per language, with the trade-off of how likely it must be
    python -m benchmarks.danger --missed   and what was missed, and which calm sentences were feared

The sentences of benchmarks/danger.yml are of the hand that wrote the examples, but of other situations: none
has an example in any language. The price is how much gets the numbers of benchmarks/hard, about school, of
benchmarks/calm.yml, what parents say of a child in which there is nothing to fear, and of
benchmarks/scuffles.yml, what a child does to others at school.
"""

import argparse
import asyncio
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from benchmarks.nlu import MODEL, agent_of, hard
from bot.short_answers import DANGER_INTENT, FEARED
from guide.danger import speaks_of_danger

SAID, CALM, SCUFFLES = (Path(__file__).parent / f"{name}.yml" for name in ("danger", "calm", "scuffles"))
THRESHOLDS = (0.05, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7)


async def feared(texts: Sequence[str]) -> list[float]:
    """Return how likely the model thinks danger in each text; 1 where the words alone tell."""
    agent = agent_of(MODEL)
    found = []
    for text in texts:
        ranking = (await agent.parse_message(text))["intent_ranking"]
        likely = next((r["confidence"] for r in ranking if r["name"] == DANGER_INTENT), 0.0)
        found.append(1.0 if speaks_of_danger(text) else likely)
    return found


def report(
    fears: Mapping[str, Sequence[float]],
    school: Sequence[float],
    calm: Sequence[float],
    scuffles: Sequence[float],
) -> None:
    """Print what is noticed, per language, for each of the thresholds, and at what price."""
    print(
        "from  noticed  about school  calm  scuffles   " + "  ".join(f"{language:>4}" for language in fears)
    )
    everywhere = _all(fears)
    for threshold in (*THRESHOLDS, 1.0):
        noticed, alarmed, startled, mistaken = (
            statistics.mean(fear >= threshold for fear in some)
            for some in (everywhere, school, calm, scuffles)
        )
        shares = [statistics.mean(fear >= threshold for fear in mine) for mine in fears.values()]
        print(
            f"{'words' if threshold == 1 else threshold:>5}  {noticed:7.2f}  {alarmed:12.3f}  "
            f"{startled:5.2f}  {mistaken:8.2f}  " + "  ".join(f"{share:4.2f}" for share in shares)
        )


def _all(of_languages: Mapping[str, Sequence[float]]) -> list[float]:
    return [fear for of_language in of_languages.values() for fear in of_language]


def main() -> None:
    """Ask the model that `wegwijs train` made."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--missed", action="store_true", help="list what the bot took wrongly")
    chosen = options.parse_args()
    texts = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in (SAID, CALM, SCUFFLES)]
    found = [{language: asyncio.run(feared(of[language])) for language in of} for of in texts]
    about_school = [text for _, topic, text in hard() if topic != DANGER_INTENT]
    said, calm, scuffles = found
    report(said, asyncio.run(feared(about_school)), _all(calm), _all(scuffles))
    if chosen.missed:
        for of, fears in zip(texts, found, strict=True):
            for language in of:
                for text, fear in zip(of[language], fears[language], strict=True):
                    if (fear >= FEARED) != (fears is said):
                        print(f"{language}: {text} ({fear:.2f})")


if __name__ == "__main__":
    main()
