"""Languages: gettext catalogs, dates in words, and which language a parent asks for.

Dutch is the source language: a message id is the Dutch text itself. Catalogs are read from the `.po`
files, so that a translator sees a change without a build step.
"""

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from math import inf
from pathlib import Path
from typing import Literal

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from guide import understood

SOURCE = "nl"
LOCALES_FOLDER = Path(os.environ.get("WEGWIJS_LOCALES_FOLDER") or Path(__file__).parents[1] / "locales")

Domain = Literal["answers", "interface", "console"]
# What parents read; how much of it is translated decides whether a language is offered.
DOMAINS: tuple[Domain, ...] = ("answers", "interface")
# The languages of staff.
STAFF_LANGUAGES = ("nl", "en")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Language:
    """A language of locales/languages.yml, which explains the fields."""

    code: str
    name: str
    dir: Literal["ltr", "rtl"]
    date: str
    asked_for: tuple[str, ...] = ()
    threshold: float = 1.0
    understood: float = 0.0
    cldr: str = ""


class CatalogError(ValueError):
    """A file that is no gettext catalog; `line` says where."""

    def __init__(self, reason: str, line: int) -> None:
        """Take what is wrong, in plain words, and the line."""
        super().__init__(reason)
        self.line = line


def read_catalog(path: Path, locale: str | None = None) -> Catalog:
    """Read a `.po` file. Raises CatalogError for what is none, or is not UTF-8."""
    content = path.read_bytes()
    try:
        content.decode("utf-8")
        return read_po(BytesIO(content), locale=locale, abort_invalid=True)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogError("The file is not UTF-8. Save it as UTF-8.", line) from None
    except PoFileError as error:
        raise CatalogError(f"This is not valid gettext: {error}.", (error.lineno or 0) + 1) from None
    except (IndexError, ValueError, UnknownLocaleError) as error:  # what Babel stumbles over in its own way
        raise CatalogError(f"This is not valid gettext ({error}).", 1) from None


@lru_cache(maxsize=1)
def all_languages() -> Mapping[str, Language]:
    """Return every language that has catalogs, by code, also those that are not offered yet."""
    rows = yaml.safe_load((LOCALES_FOLDER / "languages.yml").read_text(encoding="utf-8"))["languages"]
    return {row["code"]: Language(**{**row, "asked_for": tuple(row.get("asked_for", ()))}) for row in rows}


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Language]:
    """Return the languages that are offered, by code, in the order of the menu.

    A language is offered from the day that as large a share of its texts is translated as its threshold says,
    and as large a share of what is typed in it understood.
    """
    return {code: lang for code, lang in all_languages().items() if is_offered(lang)}


def is_offered(language: Language) -> bool:
    """Tell whether enough of it is translated, and enough of what is typed in it understood at once."""
    if completeness(language.code) < language.threshold:
        return False
    return understood.read(LOCALES_FOLDER).of(language.code).at_once >= language.understood


def completeness(code: str) -> float:
    """Return the share of the texts that have a translation which can be shown, from 0 to 1.

    A broken catalog has none: that language is not offered, and the others are.
    """
    if code == SOURCE:
        return 1.0
    try:
        messages = [m for domain in DOMAINS for m in _entries(code, domain)]
    except CatalogError as error:
        log.error("The catalogs of %s are broken (line %s): %s", code, error.line, error)
        return 0.0
    return sum(bool(m.string) and not m.fuzzy for m in messages) / max(len(messages), 1)


@dataclass(frozen=True)
class NotOffered:
    """A language that parents write and that is not offered: `says`, in it, which ones are."""

    says: str
    asked_for: tuple[str, ...]


@lru_cache(maxsize=1)
def not_offered() -> Mapping[str, NotOffered]:
    """Return the languages that are recognised but not offered, by code."""
    rows = yaml.safe_load((LOCALES_FOLDER / "languages.yml").read_text(encoding="utf-8"))["not_offered"]
    return {row["code"]: NotOffered(row["says"], tuple(row["asked_for"])) for row in rows}


def supported(locale: str | None) -> str:
    """Return the offered language that fits `locale` best ("en-GB" is "en"), else Dutch."""
    code = (locale or "").replace("_", "-").split("-")[0].lower()
    return code if code in languages() else SOURCE


def direction(locale: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr"."""
    return str(Locale.parse(cldr(locale)).text_direction)


def asked_language(text: str) -> str | None:
    """Return the code of the language that `text` names, "" for one not offered, None for none.

    One that the parent says she does not speak is not asked for: "ik spreek geen Nederlands".
    """
    words = set(re.findall(r"\w+", _not_spoken().sub(" ", text.lower())))
    named = [code for code, language in languages().items() if words & set(language.asked_for)]
    if named:
        return named[-1]
    others = {word for language in not_offered().values() for word in language.asked_for}
    return "" if words & others else None


@lru_cache(maxsize=1)
def _not_spoken() -> re.Pattern[str]:
    asked_for = [language.asked_for for language in all_languages().values()]
    asked_for += [language.asked_for for language in not_offered().values()]
    name = "(?:" + "|".join(word for words in asked_for for word in words) + ")"
    rows = yaml.safe_load((LOCALES_FOLDER / "languages.yml").read_text(encoding="utf-8"))["not_spoken"]
    patterns = (pattern.replace("LANGUAGE", name) for pattern in rows)
    return re.compile("|".join(rf"\b{pattern}\b" for pattern in patterns))


def catalog(locale: str, domain: Domain = "answers") -> Mapping[str, str]:
    """Return the translations of a language: Dutch text to its translation, without fuzzy ones.

    A catalog that was changed while the system runs is read anew; one that is broken is not, and the
    last good one goes on.
    """
    if locale == SOURCE:
        return {}
    path = _path(locale, domain)
    changed_at = path.stat().st_mtime_ns if path.exists() else 0
    read = _read_catalogs.get(path)
    if read is None or read.changed_at != changed_at:
        try:
            read = _Read(_texts(locale, domain), changed_at)
        except CatalogError as error:
            log.error("%s:%s: %s The last good one goes on.", path, error.line, error)
            read = _Read(read.texts if read else {}, changed_at)
        _read_catalogs[path] = read
    return read.texts


@dataclass(frozen=True)
class _Read:
    texts: Mapping[str, str]
    changed_at: int


_read_catalogs: dict[Path, _Read] = {}


def _texts(locale: str, domain: Domain) -> Mapping[str, str]:
    return {str(m.id): str(m.string) for m in _entries(locale, domain) if m.string and not m.fuzzy}


def _entries(locale: str, domain: Domain) -> list[Message]:
    """Return the entries of a catalog, none when there is no file."""
    path = _path(locale, domain)
    if not path.exists():
        return []
    return [m for m in read_catalog(path) if m.id]


def _path(locale: str, domain: Domain) -> Path:
    return LOCALES_FOLDER / locale / "LC_MESSAGES" / f"{domain}.po"


def translate(text: str, locale: str) -> str:
    """Return the text in the language of `locale`; the Dutch where there is no translation."""
    return catalog(locale).get(text, text)


def say_to_staff(text: str, locale: str) -> str:
    """Return a text of the console in the language of `locale`, Dutch or English."""
    return catalog(locale, "console").get(text, text)


def is_translated(text: str, locale: str) -> bool:
    """Tell whether a text can be said in the language of `locale`."""
    return locale == SOURCE or text in catalog(locale)


def N_(text: str) -> str:  # noqa: N802  (gettext's own name)
    """Mark a text for extraction; it is translated later."""
    return text


TODAY = N_("vandaag")


def date_in_words(day: date, locale: str) -> str:
    """Return the date with its weekday, as people write it: "maandag 9 november 2026"."""
    language = all_languages()[locale]
    return str(format_date(day, language.date, locale=cldr(locale)))


def days_away(day: date, today: date, locale: str) -> str:
    """Return how many days it is until a day, or since: "over 22 dagen", "3 dagen geleden", "vandaag"."""
    if day == today:
        return translate(TODAY, locale)
    # Without a threshold 22 days would be "3 weeks".
    away = format_timedelta(
        day - today, granularity="day", threshold=inf, add_direction=True, locale=cldr(locale)
    )
    return str(away)


def cldr(locale: str) -> str:
    """Return the locale of CLDR that has the names and numbers of a language."""
    language = all_languages().get(locale)
    return language.cldr if language and language.cldr else locale
