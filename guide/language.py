"""Languages: gettext catalogs, dates in words, and which language a parent asks for.

Dutch is the source language: a message id is the Dutch text itself. Catalogs are read from the `.po`
files, so that a translator sees a change without a build step.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from babel.dates import format_date
from babel.messages.pofile import read_po

SOURCE = "nl"
LOCALES_FOLDER = Path(__file__).parents[1] / "locales"

Domain = Literal["answers", "interface"]


@dataclass(frozen=True)
class Language:
    """A language that is offered, as named in locales/languages.yml.

    `name` is its own name for itself, `dir` the direction of writing, `asked_for` the words by which
    parents ask for it in any language.
    """

    code: str
    name: str
    dir: Literal["ltr", "rtl"]
    asked_for: tuple[str, ...]


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Language]:
    """Return the languages that are offered, by code, in the order of the menu."""
    rows = yaml.safe_load((LOCALES_FOLDER / "languages.yml").read_text(encoding="utf-8"))
    return {
        row["code"]: Language(row["code"], row["name"], row["dir"], tuple(row["asked_for"]))
        for row in rows["offered"]
    }


@lru_cache(maxsize=1)
def _other_languages() -> tuple[str, ...]:
    rows = yaml.safe_load((LOCALES_FOLDER / "languages.yml").read_text(encoding="utf-8"))
    return tuple(rows["not_yet"])


def supported(locale: str | None) -> str:
    """Return the offered language that fits `locale` best ("en-GB" is "en"), else Dutch."""
    code = (locale or "").replace("_", "-").split("-")[0].lower()
    return code if code in languages() else SOURCE


def asked_language(text: str) -> str | None:
    """Return the code of the language that `text` names, "" for one not offered, None for none."""
    words = set(re.findall(r"\w+", text.lower()))
    named = [code for code, language in languages().items() if words & set(language.asked_for)]
    if named:
        return named[-1]
    return "" if words & set(_other_languages()) else None


@lru_cache(maxsize=32)
def catalog(locale: str, domain: Domain = "answers") -> Mapping[str, str]:
    """Return the translations of a language: Dutch text to its translation, without fuzzy ones."""
    if locale == SOURCE:
        return {}
    path = LOCALES_FOLDER / locale / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        messages = read_po(file, locale=locale)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string and not m.fuzzy}


def translate(text: str, locale: str) -> str:
    """Return the text in the language of `locale`; the Dutch where there is no translation."""
    return catalog(locale).get(text, text)


def N_(text: str) -> str:  # noqa: N802  (gettext's own name)
    """Mark a text for extraction; it is translated later."""
    return text


def date_in_words(day: date, locale: str) -> str:
    """Return the date with its weekday, as people write it: "maandag 9 november 2026"."""
    return str(format_date(day, "EEEE d MMMM y", locale=locale))
