"""Which topics are taken for which: learnt from seven eighths of the examples, asked the rest, as a page.

python -m bot.evaluation build/nlu.html [--record]
"""

import sys
from collections import Counter, defaultdict
from heapq import nlargest
from html import escape
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Text, Tuple

import numpy as np
import yaml

from bot.derived import with_derived
from bot.featurizer import encode
from bot.linear_model import LinearModel
from bot.second_model import SecondModel, weighed
from bot.second_reading import is_unsure, seen, taught
from bot.transformer import is_tuned_on, number_of, read_once
from guide.language import LOCALES_FOLDER
from guide.understood import Share, Understood, write

FOLDER = Path(__file__).parents[1] / "data" / "nlu"
# One of so many examples is asked.
_ONE_OF = 8
_MOST_ROWS = 40
_CELL = 9


class Example(NamedTuple):
    """What a parent may type."""

    language: Text
    intent: Text
    text: Text


class Result(NamedTuple):
    """A held-out example and what it was taken for, likeliest first."""

    example: Example
    taken_for: List[Text]


def examples() -> List[Example]:
    """Return all examples, each once."""
    found = {}
    for path in sorted(FOLDER.glob("*/*.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in row["examples"].strip().splitlines():
                found[Example(path.parent.name, row["intent"], line[2:].strip())] = None
    return list(found)


def split(
    all_examples: List[Example], may_be_asked: Callable[[Text], bool]
) -> Tuple[List[Example], List[Example]]:
    """Return what to learn from and what to test with: of each topic in each language an eighth.

    It is always the same eighth, of those that may be asked by their text.
    """
    of_topic: Dict[Tuple[Text, Text], List[Example]] = defaultdict(list)
    for example in all_examples:
        of_topic[example.language, example.intent].append(example)
    asked = set()
    for mine in of_topic.values():
        untouched = [example for example in mine if may_be_asked(example.text)]
        asked.update(
            sorted(untouched, key=lambda example: number_of(example.text))[: max(1, len(mine) // _ONE_OF)]
        )
    return [e for e in all_examples if e not in asked], [e for e in all_examples if e in asked]


def evaluate() -> List[Result]:
    """Learn from the one part and return what the other was taken for."""
    # What the transformer was tuned on it would know by heart.
    learn, test = split(examples(), lambda text: not is_tuned_on(text))
    learned, asked = [e.text for e in learn], [e.text for e in test]
    intents, vectors, in_asked = [e.intent for e in learn], encode(learned), encode(asked)
    model = LinearModel().fit(*with_derived(learned, vectors, intents, encode))
    said = [dict(zip(model.intents, row, strict=True)) for row in model.confidences(asked, in_asked)]
    _read_again(taught(learned, vectors, intents), asked, in_asked, said)
    return [Result(e, nlargest(3, of, key=of.__getitem__)) for e, of in zip(test, said, strict=True)]


def _read_again(
    second: SecondModel, asked: List[Text], vectors: np.ndarray, said: List[Dict[Text, float]]
) -> None:
    """Weigh anew, in place, what was `said` of those that were `asked` and not surely understood."""
    unsure = [i for i, of in enumerate(said) if is_unsure(asked[i], max(of.values()))]
    texts = [asked[i] for i in unsure]
    read = dict(zip(texts, read_once(texts), strict=True)) if texts else {}
    for i in unsure:
        mine = seen(second, asked[i], vectors[i], lambda some: [read[text] for text in some])
        said[i] = weighed(said[i], second.confidences(mine)) if mine else said[i]


def table(results: List[Result]) -> List[Tuple[Text, int, float, float]]:
    """Return language, number, share right at once and share within the first three."""
    by_language: Dict[Text, List[Result]] = defaultdict(list)
    for result in results:
        by_language[result.example.language].append(result)
    return [
        (
            language,
            len(mine),
            float(np.mean([r.taken_for[0] == r.example.intent for r in mine])),
            float(np.mean([r.example.intent in r.taken_for for r in mine])),
        )
        for language, mine in sorted(by_language.items())
    ]


def by_topic(results: List[Result]) -> Understood:
    """Count what was understood, by language and topic."""
    shares: Dict[Text, Dict[Text, Share]] = defaultdict(dict)
    for example, taken_for in results:
        one = Share(1, int(taken_for[0] == example.intent), int(example.intent in taken_for))
        of_language = shares[example.language]
        of_language[example.intent] = of_language.get(example.intent, Share()) + one
    return Understood(len(examples()), shares)


def page(results: List[Result]) -> Text:
    """Return the page: figures, the picture of what is confused, and the confusions themselves."""
    rows = "".join(
        f"<tr><td>{language}<td>{count}<td>{right:.2f}<td>{three:.2f}"
        for language, count, right, three in table(results)
    )
    confused: Dict[Tuple[Text, Text], List[Result]] = defaultdict(list)
    for result in results:
        if result.taken_for[0] != result.example.intent:
            confused[result.example.intent, result.taken_for[0]].append(result)
    worst = sorted(confused.items(), key=lambda item: -len(item[1]))[:_MOST_ROWS]
    pairs = "".join(
        f"<tr><td>{meant}<td>{taken}<td>{len(found)}<td lang=mul>"
        + "; ".join(f"{escape(r.example.text)} ({r.example.language})" for r in found[:4])
        for (meant, taken), found in worst
    )
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>What the bot confuses</title>"
        "<style>body{font:16px sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem}"
        "table{border-collapse:collapse}td,th{padding:.2rem .7rem;border-bottom:1px solid #ccc}"
        "svg{max-width:100%;height:auto}</style>"
        "<h1>What the bot confuses</h1>"
        "<p>Taught with seven eighths of the examples, tested with the rest.</p>"
        f"<table><tr><th>language<th>tested<th>right at once<th>within three{rows}</table>"
        f"<h2>Meant (down) and taken for (across)</h2>{picture(results)}"
        "<h2>The most frequent confusions</h2>"
        f"<table><tr><th>meant<th>taken for<th>times<th>examples{pairs}</table>"
    )


def picture(results: List[Result]) -> Text:
    """Return the confusion matrix as an SVG: the darker, the larger the share of the row."""
    intents = sorted({r.example.intent for r in results})
    place = {intent: number for number, intent in enumerate(intents)}
    counts = Counter((r.example.intent, r.taken_for[0]) for r in results)
    totals = Counter(r.example.intent for r in results)
    left, top = 190, 10
    cells = [
        f'<rect x="{left + place[taken] * _CELL}" y="{top + place[meant] * _CELL}" '
        f'width="{_CELL}" height="{_CELL}" '
        f'fill="{"#2e7d32" if meant == taken else "#b3261e"}" fill-opacity="{count / totals[meant]:.2f}">'
        f"<title>{meant} taken for {taken}: {count} of {totals[meant]}</title></rect>"
        for (meant, taken), count in counts.items()
        if taken in place
    ]
    names = [
        f'<text x="{left - 4}" y="{top + number * _CELL + 8}" font-size="8" text-anchor="end">{intent}</text>'
        for intent, number in place.items()
    ]
    size = left + len(intents) * _CELL + 10, top + len(intents) * _CELL + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" width="{size[0]}" '
        'role="img" font-family="sans-serif"><title>Confusion matrix</title>'
        f"{''.join(names)}{''.join(cells)}</svg>"
    )


def main() -> None:
    """Write the page that is named, and print the figures; with --record, keep them in locales/."""
    target = Path(sys.argv[1])
    results = evaluate()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(results), encoding="utf-8")
    for language, count, right, three in table(results):
        sys.stdout.write(f"{language}: of {count} right at once {right:.2f}, within three {three:.2f}\n")
    sys.stdout.write(f"{target}\n")
    if "--record" in sys.argv[2:]:
        write(LOCALES_FOLDER, by_topic(results))


if __name__ == "__main__":
    main()
