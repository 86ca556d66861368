"""Keep the translation files in step with the texts: Dutch in, `locales/*/LC_MESSAGES/*.po` out.

Every entry carries what a translator needs to know: where it is shown, its topic, what its variables
stand for, and how long it may be. These are extracted comments (`#.`), which Poedit and Weblate show.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from guide.language import LOCALES_FOLDER, SOURCE, STAFF_LANGUAGES, all_languages, read_catalog
from guide.register import WORDLESS_FIELDS

NAMES = ("answers", "interface", "console")
LONGEST_BUTTON = 48
_ARTICLE = re.compile(r"\bart\. \d")
_SOME_DAY = datetime(2026, 11, 1, tzinfo=timezone.utc)
TOPIC_GROUPS = {"zorgplicht", "aanmelding", "ondersteuning", "tlv", "verwijdering", "bezwaar", "swv"}

# Which keys of which YAML files hold texts that parents read.
_YAML_TEXTS = {
    "domain/*.yml": {"text", "title"},
    "guide/topics.yml": {"title"},
    "guide/glossary.yml": {"explanation"},
    "guide/facts/terms.yml": {"what", "what_extended", "all"},
    "guide/letters/letters.yml": {"title", "button", "explanation"},
    "guide/routes.yml": {"title", "for", "cost", "binds", "effect", "start", "to", "says", "note", "outcome"},
    "guide/take_along.yml": {"always", *TOPIC_GROUPS},
    "guide/replies.yml": {"text"},
}
# What samenwerkingsverbanden and steunpunten say of themselves.
_REGISTER = "data/swv/*/*.yml"
_PYTHON = ("actions/*.py", "desk/*.py", "desk/handover/*.py", "guide/*.py", "guide/letters/*.py", "bot/*.py")
_SCRIPTS = ("desk/widget/*.js",)
# What staff read, in Dutch and English only.
_CONSOLE_YAML = {"guide/themes.yml": {"title"}, "guide/replies.yml": {"title"}}
_CONSOLE_PYTHON = ("desk/console/*.py", "desk/mail.py")
_CONSOLE_PAGES = ("desk/console/pages/*.html",)
_HEADER = "Translations of Wegwijs. The Dutch text is the message id; docs/translators.md explains."
_BUTTONS = {("domain", "title"), ("guide/topics.yml", "title"), ("guide/letters/letters.yml", "button")}


def templates(root: Path) -> dict[str, Catalog]:
    """Return the templates (`answers`, `interface`, `console`) of all texts under `root`."""
    # When a template was made says nothing, and would make every update a change.
    answers, interface, console = (Catalog(creation_date=_SOME_DAY, revision_date=_SOME_DAY) for _ in NAMES)
    for catalog, sources in ((answers, _YAML_TEXTS), (console, _CONSOLE_YAML)):
        for pattern, keys in sources.items():
            for path in sorted(root.glob(pattern)):
                _add_yaml(catalog, path, keys, str(path.relative_to(root)))
    for path in sorted(root.glob(_REGISTER)):
        _add_register(answers, path, str(path.relative_to(root)))
    for catalog, patterns, method, function in (
        (answers, _PYTHON, "python", "N_"),
        (interface, _SCRIPTS, "javascript", "_"),
        (console, _CONSOLE_PYTHON, "python", "N_"),
        (console, _CONSOLE_PAGES, "jinja2.ext:babel_extract", "_"),
    ):
        for pattern in patterns:
            for path in sorted(root.glob(pattern)):
                if catalog is answers and path.match("desk/mail.py"):
                    continue
                shown_in = str(path.relative_to(root))
                for line, text, _, _ in extract_from_file(method, path, keywords={function: None}):
                    _add(catalog, str(text), shown_in, line, [f"in {shown_in}"])
    return {"answers": answers, "interface": interface, "console": console}


def languages_of(name: str) -> list[str]:
    """Return the languages, Dutch left out, that a catalog is kept in."""
    return [
        code for code in all_languages() if code != SOURCE and (name != "console" or code in STAFF_LANGUAGES)
    ]


def _add_yaml(catalog: Catalog, path: Path, keys: set[str], shown_in: str) -> None:
    for key, owner, text in _texts(yaml.safe_load(path.read_text(encoding="utf-8")), keys):
        if key == "all" and _ARTICLE.search(text):
            continue  # an article of a law is called the same in every language
        _add(catalog, text, shown_in, 1, _told(shown_in, key, owner))


def _add_register(catalog: Catalog, path: Path, shown_in: str) -> None:
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    for field, value in known["values"].items():
        if field not in WORDLESS_FIELDS:
            told = f"{field} of {known.get('name') or known['code']}"
            _add(catalog, value["nl"], shown_in, 1, [told])


def update(root: Path) -> dict[str, int]:
    """Bring every catalog to the present texts. Return how many texts each still lacks, as in "en/answers".

    A text whose Dutch has changed keeps its old translation, marked fuzzy: outdated, and not shown.
    """
    missing = {}
    for name, template in templates(root).items():
        write(root / "locales" / f"{name}.pot", template)
        for language in languages_of(name):
            path = path_of(language, name, root)
            catalog = read(path, language)
            catalog.update(template)
            catalog.obsolete.clear()
            write(path, catalog)
            missing[f"{language}/{name}"] = len(untranslated(catalog))
    return missing


def untranslated(catalog: Catalog) -> list[Message]:
    """Return the entries of a catalog without a usable translation."""
    return [m for m in catalog if m.id and (not m.string or m.fuzzy)]


def path_of(language: str, name: str, root: Path = LOCALES_FOLDER.parent) -> Path:
    """Return where the catalog `name` of a language is."""
    return root / "locales" / language / "LC_MESSAGES" / f"{name}.po"


def read(path: Path, language: str) -> Catalog:
    """Read a catalog, an empty one when there is no file yet. Raises CatalogError."""
    if not path.exists():
        return Catalog(
            locale=language, project="Wegwijs", version="1", header_comment=f"# {_HEADER}", fuzzy=False
        )
    return read_catalog(path, language)


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalog, in an order that changes little from one time to the next."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for message in catalog:
        # Files are found in whatever order the disk has them.
        # Lines are not kept in the files; ordered by them, an update would shuffle what a review wrote.
        message.locations = sorted({(file, 1) for file, _ in message.locations})
        message.auto_comments.sort()
    with path.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False, sort_by_file=True, ignore_obsolete=True)


@lru_cache(maxsize=1)
def sample_values() -> Mapping[str, str]:
    """Return an example of every variable that a text may hold, from locales/examples.yml."""
    read_values: Mapping[str, str] = yaml.safe_load(
        (LOCALES_FOLDER / "examples.yml").read_text(encoding="utf-8")
    )
    return read_values


def _texts(node: Any, keys: set[str], owner: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield key, owner (id, word or name of what holds the text) and text of every text in a YAML file."""
    if isinstance(node, dict):
        mine = str(node.get("id") or node.get("word") or owner)
        for key, value in node.items():
            if key in keys and isinstance(value, str) and value:
                yield key, mine, value
            elif key in keys and isinstance(value, list) and all(isinstance(part, str) for part in value):
                yield from ((key, mine, part) for part in value)
            else:
                name = str(key)
                yield from _texts(value, keys, name if name.startswith("utter_") else mine)
    elif isinstance(node, list):
        for part in node:
            yield from _texts(part, keys, owner)


def _told(shown_in: str, key: str, owner: str) -> list[str]:
    place = shown_in.split("/", maxsplit=1)[0] if shown_in.startswith("domain") else shown_in
    if (place, key) in _BUTTONS:
        return [f"button, at most {LONGEST_BUTTON} characters"]
    return [f"{key} of {owner.removeprefix('utter_')}" if owner else f"in {shown_in}"]


def _add(catalog: Catalog, text: str, shown_in: str, line: int, told: list[str]) -> None:
    variables = dict.fromkeys(re.findall(r"\{(\w+)\}", text))
    examples = [f"{{{v}}}: {sample_values()[v]}" for v in variables if v in sample_values()]
    known = catalog.get(text)
    before = known.auto_comments if known else []
    kept = [comment for comment in told if comment not in before and len(before) < 4]
    catalog.add(
        text, locations=[(shown_in, line)], auto_comments=[*kept, *(e for e in examples if e not in before)]
    )
