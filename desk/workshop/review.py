"""Read translations one by one and record who looked, and when.

The record is a translator's comment (`# reviewed AB 2026-11-26`), which Poedit, Weblate and msgmerge
keep. What nobody has read yet carries `# drafted`.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from babel.messages.catalog import Message

from desk.workshop.catalogs import NAMES, languages_of, path_of, read, write
from desk.workshop.status import DRAFTED, REVIEWED, state_of


def to_review(root: Path, language: str) -> Iterator[tuple[str, Message]]:
    """Yield the part and the entry of every translation that no person has read yet."""
    for part in (name for name in NAMES if language in languages_of(name)):
        for message in read(path_of(language, part, root), language):
            if message.id and state_of(message) == DRAFTED:
                yield part, message


def record(root: Path, language: str, part: str, text: str, by: str, day: date, better: str = "") -> None:
    """Record that `by` (initials) has read the translation of `text`; `better` replaces it when given.

    Raises KeyError when there is no such text.
    """
    path = path_of(language, part, root)
    catalog = read(path, language)
    message = catalog.get(text)
    if message is None:
        raise KeyError(text)
    if better:
        message.string = better
    message.user_comments = [c for c in message.user_comments if c != DRAFTED]
    message.user_comments.append(f"{REVIEWED} {by} {day.isoformat()}")
    write(path, catalog)
