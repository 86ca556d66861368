"""What is wrong with a translation, each finding with its file, its line and a plain sentence."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from desk.workshop.catalogs import LONGEST_BUTTON, languages_of, path_of, read, templates
from guide.glossary import kept_words_in
from guide.language import CatalogError, all_languages, direction
from guide.spelling import plain_digits

_LONGEST_SAME = 3
_SAME_IS_RIGHT = re.compile(
    r"^[^a-z]*$|^(?:\W|\{\w+\}|https?:\S+|\b(?:Wegwijs|Dossier|Menu|Website|Telefoon)\b)*$"
)
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"
_RIGHT_TO_LEFT_MARKS = {"\u200e", "\u200f", "\u061c", "\u2066", "\u2067", "\u2068", "\u2069"}


@dataclass(frozen=True)
class Finding:
    """Something about one entry; a fault stops `wegwijs locale check`, the rest is work to plan."""

    file: str
    line: int
    kind: str
    says: str
    text: str
    is_fault: bool = True


def findings(root: Path) -> list[Finding]:
    """Return what is wrong with all catalogs under `root`, in the order of files and lines."""
    found: list[Finding] = []
    for name, template in templates(root).items():
        for language in languages_of(name):
            found += _of_catalog(root, language, name, template)
    return found


def _of_catalog(root: Path, language: str, name: str, template: Catalog) -> Iterator[Finding]:
    path = path_of(language, name, root)
    shown = str(path.relative_to(root))
    if not path.exists():
        yield Finding(shown, 1, "missing", "There is no such file; `wegwijs locale update` makes it.", "")
        return
    try:
        catalog = read(path, language)
    except CatalogError as error:
        yield Finding(shown, error.line, "broken", str(error), "")
        return
    needed = all_languages()[language].threshold
    lines = lines_of(path)
    wanted, there = {m.id for m in template if m.id}, {m.id for m in catalog if m.id}
    for text in sorted(str(t) for t in wanted ^ there):
        says = "is not in the file" if text in wanted else "is no longer used"
        yield Finding(
            shown, lines.get(text, 1), "not updated", f"A text {says}; run `wegwijs locale update`.", text
        )
    for message in catalog:
        if message.id:
            yield from _of_entry(
                message, shown, lines.get(str(message.id), 1), language, complete=needed == 1
            )


def _of_entry(message: Message, file: str, line: int, language: str, *, complete: bool) -> Iterator[Finding]:
    text = str(message.id)
    if not message.string or message.fuzzy:
        kind = "outdated" if message.fuzzy else "untranslated"
        says = (
            "The Dutch has changed; the translation must follow."
            if message.fuzzy
            else "There is no translation."
        )
        yield Finding(file, line, kind, says, text, is_fault=complete)
        return
    for kind, says in entry_faults(message, language):
        yield Finding(file, line, kind, says, text)


def entry_faults(message: Message, language: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of each fault of a translated entry, with a sentence that says what to do."""
    dutch, said = str(message.id), str(message.string)
    for kind, check in _CHECKS.items():
        says = check(dutch, said, language, message)
        if says:
            yield kind, says


def lines_of(path: Path) -> dict[str, int]:
    """Return the line on which each entry of a .po begins, by message id."""
    catalog = path.read_text(encoding="utf-8").split("\n")
    found: dict[str, int] = {}
    number = 0
    while number < len(catalog):
        if catalog[number].startswith("msgid "):
            began, parts = number + 1, [catalog[number][6:]]
            while number + 1 < len(catalog) and catalog[number + 1].startswith('"'):
                number += 1
                parts.append(catalog[number])
            found["".join(_unquoted(part) for part in parts)] = began
        number += 1
    return found


def _unquoted(part: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), part.strip()[1:-1])


Check = Callable[[str, str, str, Message], str]


def _variables(dutch: str, said: str, language: str, message: Message) -> str:
    if Counter(re.findall(r"\{\w*\}", dutch)) == Counter(re.findall(r"\{[^}]*\}", said)):
        return ""
    names = ", ".join(sorted(set(re.findall(r"\{\w+\}", dutch)))) or "none"
    return f"The words in braces must stay as they are. The Dutch has: {names}."


def _links(dutch: str, said: str, language: str, message: Message) -> str:
    pattern = r"\]\(([^)]*)\)"
    if Counter(re.findall(pattern, dutch)) == Counter(re.findall(pattern, said)):
        return ""
    return "The addresses of the links differ. Translate the text in [ ], keep what is in ( )."


def _markdown(dutch: str, said: str, language: str, message: Message) -> str:
    if said.count("**") % 2:
        return "A ** is missing: bold begins and ends with **."
    if dutch.count("**") and not said.count("**"):
        return "What is **bold** in Dutch must be bold here."
    if bool(re.search(r"^- ", dutch, re.MULTILINE)) != bool(re.search(r"^- ", said, re.MULTILINE)):
        return "The list must stay a list: its lines begin with '- '."
    return ""


def _numbers(dutch: str, said: str, language: str, message: Message) -> str:
    """Compare the figures: a wrong term or article is the worst mistake a translation can make."""
    wanted, there = (_figures(text) for text in (dutch, said))
    if wanted == there:
        return ""
    lost, added = (", ".join(sorted(numbers)) or "none" for numbers in (wanted - there, there - wanted))
    return f"The numbers differ from the Dutch: missing {lost}, extra {added}."


def _figures(text: str) -> set[str]:
    bare = re.sub(r"\]\([^)]*\)|\{\w+\}", " ", plain_digits(text))
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[.,\u066b\u066c\u00a0\u202f ](?=\d{3}\b)", "", bare)))


def _length(dutch: str, said: str, language: str, message: Message) -> str:
    is_button = any(comment.startswith("button") for comment in message.auto_comments)
    if not is_button or len(said) <= LONGEST_BUTTON:
        return ""
    return f"A button has at most {LONGEST_BUTTON} characters; this has {len(said)}."


def _letters(dutch: str, said: str, language: str, message: Message) -> str:
    for letter in said:
        if letter in _OVERRIDES:
            return "It holds an invisible mark that overrides the direction of writing; take it out."
        if letter in _RIGHT_TO_LEFT_MARKS and direction(language) == "ltr":
            return "It holds a right-to-left mark, which this language does not need."
        if unicodedata.category(letter) in {"Cc", "Co", "Cs"} and letter != "\n":
            return f"It holds a character that cannot be shown (U+{ord(letter):04X})."
    if said != said.strip() and dutch == dutch.strip():
        return "It begins or ends with a space."
    return ""


def _left_dutch(dutch: str, said: str, language: str, message: Message) -> str:
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\{\w+\}", "", dutch))
    if said != dutch or len(words) <= _LONGEST_SAME or _SAME_IS_RIGHT.match(dutch):
        return ""
    return "The Dutch was left untranslated."


def _glossary(dutch: str, said: str, language: str, message: Message) -> str:
    """Look for the Dutch words that a parent needs at school: they stay beside their translation."""
    if not any(comment.startswith("text of") for comment in message.auto_comments):
        return ""
    lost = [word.word for word in kept_words_in(dutch) if not word.is_named_in(said)]
    return f"The Dutch word must stay beside its translation: {', '.join(lost)}." if lost else ""


_CHECKS: dict[str, Check] = {
    "variables": _variables,
    "links": _links,
    "markdown": _markdown,
    "numbers": _numbers,
    "button length": _length,
    "characters": _letters,
    "left in Dutch": _left_dutch,
    "glossary": _glossary,
}
