"""How well each language is understood, as `wegwijs nlu test --record` measured (locales/understood.yml).

Taught with seven eighths of the examples and asked the rest, which the same hands wrote: it flatters, and
tells one language and one topic from another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

FILE = "understood.yml"
_HEAD = "# Made by `wegwijs nlu test --record`: how many were asked, right at once, in the first three\n"


@dataclass(frozen=True)
class Share:
    """How many were asked, and how many of them were right at once and among the likeliest three."""

    asked: int = 0
    right: int = 0
    likely: int = 0

    def __add__(self, other: "Share") -> "Share":
        """Count both together."""
        return Share(self.asked + other.asked, self.right + other.right, self.likely + other.likely)

    @property
    def at_once(self) -> float:
        """The share that is right at once, from 0 to 1; 0 when nothing was asked."""
        return self.right / self.asked if self.asked else 0.0

    @property
    def within_three(self) -> float:
        """The share that is among the likeliest three, from 0 to 1."""
        return self.likely / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class Understood:
    """What was measured with so many `examples`: by language and topic."""

    examples: int = 0
    shares: Mapping[str, Mapping[str, Share]] = field(default_factory=dict)

    def of(self, language: str) -> Share:
        """Return the share of a whole language."""
        return sum(self.shares.get(language, {}).values(), Share())


def read(folder: Path) -> Understood:
    """Return what was measured last; nothing when nothing was."""
    file = folder / FILE
    if not file.exists():
        return Understood()
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    shares = {
        language: {topic: Share(*counts) for topic, counts in by_topic.items()}
        for language, by_topic in found["languages"].items()
    }
    return Understood(found["examples"], shares)


def write(folder: Path, understood: Understood) -> None:
    """Keep what was measured."""
    lines = [f"{_HEAD}examples: {understood.examples}", "languages:"]
    for language, by_topic in sorted(understood.shares.items()):
        lines.append(f"  {language}:")
        lines += [f"    {topic}: [{s.asked}, {s.right}, {s.likely}]" for topic, s in sorted(by_topic.items())]
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
