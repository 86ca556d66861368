"""A new language: its entry in languages.yml and its empty catalogs, or a pseudo-language made by rule.

A pseudo-language shows what was forgotten: text that stays plain was not extracted, text that does not
fit will not fit in a longer language either, and what is mirrored shows what does not turn.
"""

import re
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog

from desk.workshop.catalogs import path_of, read, templates, write

_ACCENTED = str.maketrans("aceinosuyzACEINOSUYZ", "áçéïñöšüýžÁÇÉÏÑÖŠÜÝŽ")
_KEPT = re.compile(r"\{\w+\}|\]\([^)]*\)|\*\*|^- ", re.MULTILINE)
_LONGER = 0.4
_PSEUDO = {"accents": ("Ñéðérlàñðš [ps]", "ltr", "nl"), "mirrored": ("[sp] sdnalredeN", "rtl", "ar")}


class NewLanguageError(ValueError):
    """The language cannot be added; says why."""


def add(root: Path, code: str, name: str = "", pseudo: str = "") -> None:
    """Add a language to locales/ under `root`. Raises NewLanguageError."""
    file = root / "locales" / "languages.yml"
    text = file.read_text(encoding="utf-8")
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise NewLanguageError(f"{code!r} is no code of a language: two or three small letters, as in 'fa'.")
    if f"{{code: {code}, name" in text:
        raise NewLanguageError(f"{code} is there already.")
    row = _pseudo_row(code, pseudo) if pseudo else _row(code, name)
    head, _, rest = text.partition("# Languages that parents write or ask for")
    file.write_text(f"{head}{row}# Languages that parents write or ask for{rest}", encoding="utf-8")
    for part, template in templates(root).items():
        if part == "console":
            continue  # for staff, in Dutch and English
        path = path_of(code, part, root)
        catalog = read(path, "nl" if pseudo else code)
        catalog.update(template)
        if pseudo:
            _fill(catalog, pseudo)
        write(path, catalog)


def _row(code: str, name: str) -> str:
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise NewLanguageError(
            f"{code} is not known to CLDR, so its dates cannot be written: {error}"
        ) from None
    own = name or locale.get_display_name(code) or code
    return (
        f"  - {{code: {code}, name: {own}, dir: {locale.text_direction}, threshold: 0.98, understood: 0.6, "
        f"date: 'EEEE d MMMM y', asked_for: [{own.lower()}]}}\n"
    )


def _pseudo_row(code: str, pseudo: str) -> str:
    if pseudo not in _PSEUDO:
        raise NewLanguageError(f"{pseudo!r} is no kind of pseudo-language; there are: {', '.join(_PSEUDO)}.")
    name, way, cldr = _PSEUDO[pseudo]
    return f"  - {{code: {code}, name: '{name}', dir: {way}, date: 'EEEE d MMMM y', cldr: {cldr}}}\n"


def _fill(catalog: Catalog, pseudo: str) -> None:
    for message in catalog:
        if message.id:
            message.string = pseudo_text(str(message.id), pseudo)
            message.flags.discard("fuzzy")


def pseudo_text(dutch: str, pseudo: str) -> str:
    """Return a text with accents and 40 % longer; what must stay (variables, addresses) stays."""
    parts = []
    last = 0
    for kept in _KEPT.finditer(dutch):
        parts += [dutch[last : kept.start()].translate(_ACCENTED), kept[0]]
        last = kept.end()
    parts.append(dutch[last:].translate(_ACCENTED))
    longer = "·" * max(1, int(len(dutch) * _LONGER / 2))
    words = "".join(parts)
    if pseudo == "mirrored":
        return f"«{words} {_spaced(longer)}»"
    return f"{words} {_spaced(longer)}"


def _spaced(dots: str) -> str:
    """Break the filling into words, as a longer language would have more words."""
    return " ".join(dots[i : i + 6] for i in range(0, len(dots), 6))
