"""Write what people said of misunderstood questions as training examples, each in the file of its topic."""

import re
from collections.abc import Iterable
from pathlib import Path

from guide.spelling import fold
from guide.topics import topics
from store.review import OUTSIDE, Misunderstood

OUTSIDE_INTENT = "buiten_onderwerp"
_MASK = re.compile(r"\[[^\]]*\]")
# What would mean something to Rasa within an example.
_MARKUP = re.compile(r"[\[\](){}|]")
_FEWEST_WORDS = 2


def write(found: Iterable[Misunderstood], folder: Path) -> list[Misunderstood]:
    """Add each question to `folder`/<language>/<group>.yml, and return those that were added.

    What is there already is left out, and so is what says nothing once its masks are taken out.
    """
    added = []
    for one in found:
        intent = OUTSIDE_INTENT if one.topic == OUTSIDE else str(one.topic)
        text = example_of(one.text)
        file = folder / one.language / f"{topics()[intent].group}.yml"
        if len(text.split()) < _FEWEST_WORDS or not file.exists():
            continue
        before = file.read_text(encoding="utf-8")
        after = _with_example(before, intent, text)
        if after != before:
            file.write_text(after, encoding="utf-8")
            added.append(one)
    return added


def example_of(text: str) -> str:
    """Return a masked question as an example: one line, without masks and without Rasa's own signs."""
    return " ".join(_MARKUP.sub(" ", _MASK.sub(" ", text)).split())


def _with_example(yaml: str, intent: str, text: str) -> str:
    """Return the file with the example at the end of its intent, unless it is there in whatever letters."""
    lines = yaml.splitlines()
    begins = lines.index(f"- intent: {intent}") if f"- intent: {intent}" in lines else None
    if begins is None:
        return yaml
    ends = next(
        (n for n in range(begins + 1, len(lines)) if lines[n].startswith("- intent:")),
        len(lines),
    )
    if any(fold(line.strip().removeprefix("- ")) == fold(text) for line in lines[begins:ends]):
        return yaml
    while not lines[ends - 1].strip():
        ends -= 1
    lines.insert(ends, f"    - {text}")
    return "\n".join(lines) + "\n"
