"""How far each language is, by part: translated, drafted, reviewed, outdated."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from desk.workshop.catalogs import NAMES, languages_of, path_of, read
from guide.language import SOURCE, all_languages

DRAFTED, REVIEWED = "drafted", "reviewed"


@dataclass(frozen=True)
class Status:
    """Counts of the entries of one part in one language.

    `drafted` were written and read by nobody yet, `reviewed` were read by a person, `outdated` wait for
    a translation of changed Dutch, `missing` have none.
    """

    language: str
    part: str
    total: int
    drafted: int
    reviewed: int
    outdated: int
    missing: int

    @property
    def translated(self) -> int:
        """How many can be shown."""
        return self.total - self.outdated - self.missing


def statuses(root: Path) -> Iterator[Status]:
    """Yield the status of every part of every language but Dutch, which is the source."""
    for language in all_languages():
        if language == SOURCE:
            continue
        for part in (name for name in NAMES if language in languages_of(name)):
            entries = [m for m in read(path_of(language, part, root), language) if m.id]
            states = [state_of(message) for message in entries]
            yield Status(
                language,
                part,
                len(entries),
                states.count(DRAFTED),
                states.count(REVIEWED),
                states.count("outdated"),
                states.count("missing"),
            )


def state_of(message: Message) -> str:
    """Return drafted, reviewed, translated (by somebody who left no mark), outdated or missing."""
    if message.fuzzy:
        return "outdated"
    if not message.string:
        return "missing"
    if DRAFTED in message.user_comments:
        return DRAFTED
    return REVIEWED if any(c.startswith(REVIEWED) for c in message.user_comments) else "translated"


def badge(language: str, share: float) -> str:
    """Return an SVG badge with the share of a language that is translated."""
    colour = "#2e7d32" if share == 1 else "#b26a00"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="20" role="img" '
        f'aria-label="{language}: {share:.0%}"><rect width="96" height="20" rx="4" fill="#1c2a2e"/>'
        f'<rect x="40" width="56" height="20" rx="4" fill="{colour}"/>'
        f'<g fill="#fff" font-family="sans-serif" font-size="12"><text x="10" y="14">{language}</text>'
        f'<text x="50" y="14">{share:.0%}</text></g></svg>\n'
    )
