"""Keep the translation files in step with the texts: Dutch in, `locales/*/LC_MESSAGES/*.po` out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from guide.language import SOURCE, languages

TOPIC_GROUPS = {"zorgplicht", "aanmelding", "ondersteuning", "tlv", "verwijdering", "bezwaar", "swv"}

# Which keys of which YAML files hold texts that parents read.
_YAML_TEXTS = {
    "domain/*.yml": {"text", "title"},
    "guide/topics.yml": {"title"},
    "guide/glossary.yml": {"explanation"},
    "guide/facts/terms.yml": {"what", "what_extended"},
    "guide/letters/letters.yml": {"title", "button", "explanation"},
    "guide/routes.yml": {"title", "for", "cost", "binds", "effect", "start", "to", "says", "note", "outcome"},
    "guide/take_along.yml": {"always", *TOPIC_GROUPS},
}
_PYTHON = ("actions/*.py", "desk/*.py", "guide/*.py", "guide/letters/*.py", "bot/*.py")
_SCRIPTS = ("desk/widget/*.js",)
_HEADER = "Translations of Wegwijs. The Dutch text is the message id; docs/translators.md explains."


def update(root: Path) -> dict[str, int]:
    """Bring every catalog to the present texts. Return how many texts still lack a translation.

    The keys are `language/domain`, as in "en/answers".
    """
    missing = {}
    for name, template in _templates(root).items():
        for language in languages():
            if language == SOURCE:
                continue
            path = _path(root, language, name)
            catalog = _read(path, language)
            catalog.update(template, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalog, width=100, include_lineno=False, sort_by_file=True)
            missing[f"{language}/{name}"] = len(untranslated(catalog))
    return missing


def behind(root: Path) -> list[str]:
    """Return what is wrong with the catalogs: texts without translation, and translations without text."""
    faults = []
    for name, template in _templates(root).items():
        wanted = {m.id for m in template if m.id}
        for language in languages():
            if language == SOURCE:
                continue
            catalog = _read(_path(root, language, name), language)
            there = {m.id for m in catalog if m.id}
            faults += [f"{language}/{name} lacks: {text}" for text in untranslated(catalog)]
            faults += [f"{language}/{name} lacks: {text}" for text in sorted(wanted - there)]
            faults += [f"{language}/{name} has too much: {t}" for t in sorted(there - wanted)]
    return faults


def untranslated(catalog: Catalog) -> list[str]:
    """Return the texts of a catalog without a usable translation."""
    return [str(m.id) for m in catalog if m.id and (not m.string or m.fuzzy)]


def _templates(root: Path) -> dict[str, Catalog]:
    answers, interface = Catalog(), Catalog()
    for pattern, keys in _YAML_TEXTS.items():
        for path in sorted(root.glob(pattern)):
            for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8")), keys):
                answers.add(text, locations=[(str(path.relative_to(root)), 1)])
    _add_code(answers, root, _PYTHON, "python", "N_")
    _add_code(interface, root, _SCRIPTS, "javascript", "_")
    return {"answers": answers, "interface": interface}


def _texts(node: Any, keys: set[str]) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in keys and isinstance(value, str) and value:
                yield value
            elif key in keys and isinstance(value, list) and all(isinstance(part, str) for part in value):
                yield from value
            else:
                yield from _texts(value, keys)
    elif isinstance(node, list):
        for part in node:
            yield from _texts(part, keys)


def _add_code(catalog: Catalog, root: Path, patterns: tuple[str, ...], method: str, function: str) -> None:
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            for line, text, _, _ in extract_from_file(method, path, keywords={function: None}):
                catalog.add(text, locations=[(str(path.relative_to(root)), line)])


def _path(root: Path, language: str, name: str) -> Path:
    return root / "locales" / language / "LC_MESSAGES" / f"{name}.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(
            locale=language,
            project="Wegwijs",
            version="1",
            header_comment=f"# {_HEADER}",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)
