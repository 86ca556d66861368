"""The facts that answers rest on, each with its legal basis, its source and the day it was checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml

_FOLDER = Path(__file__).parent / "facts"
_NO_FACTS = {"terms.yml", "equated_days.yml", "sources.yml"}


class FactError(ValueError):
    """A fact that breaks a rule of the house: no source, a doubled id, a period that ends early."""


@dataclass(frozen=True)
class Source:
    """Where something stands: a title a parent can read, and an address she can open.

    `checked_on` is the day of the last look, None as long as nobody has looked.
    """

    title: str
    url: str
    checked_on: date | None = None


@dataclass(frozen=True)
class Fact:
    """Something that holds.

    `holds` says it in one Dutch sentence, `sectors` where (po, sbo, so, vo, vso, pro), `legal_basis`
    in which article; from `valid_from` until `valid_to` (the last day), when these are known.
    """

    id: str
    holds: str
    sources: tuple[Source, ...]
    sectors: tuple[str, ...] = ("po", "sbo", "so", "vo", "vso", "pro")
    legal_basis: tuple[str, ...] = ()
    certainty: Literal["high", "medium", "low"] = "high"
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = field(default="", repr=False)

    def holds_on(self, day: date) -> bool:
        """Tell whether the fact may be used on `day`."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@lru_cache(maxsize=1)
def facts() -> Mapping[str, Fact]:
    """Return all facts of guide/facts by id. Raises FactError when a file breaks a rule."""
    return load(sorted(p for p in _FOLDER.glob("*.yml") if p.name not in _NO_FACTS))


def load(files: Iterable[Path]) -> Mapping[str, Fact]:
    """Read facts from YAML files, each a list; sources are named as in facts/sources.yml."""
    known = _sources()
    result: dict[str, Fact] = {}
    for file in files:
        for row in yaml.safe_load(file.read_text(encoding="utf-8")):
            fact = _fact(row, known, file.name)
            if fact.id in result:
                raise FactError(f"{file.name}: {fact.id} is there twice")
            result[fact.id] = fact
    return MappingProxyType(result)


def sources_of(ids: Iterable[str]) -> list[Source]:
    """Return the sources of these facts without repeats. Raises KeyError for an unknown fact."""
    found = (source for fact_id in ids for source in facts()[fact_id].sources)
    return list({source.url: source for source in found}.values())


def shown_sources(ids: Iterable[str]) -> list[dict[str, str | None]]:
    """Return the sources of these facts as the chat API shows them: title, url, checked_on."""
    return [
        {
            "title": source.title,
            "url": source.url,
            "checked_on": source.checked_on.isoformat() if source.checked_on else None,
        }
        for source in sources_of(ids)
    ]


def _fact(row: dict[str, Any], known: Mapping[str, Source], file: str) -> Fact:
    name = f"{file}: {row.get('id', '?')}"
    if not row.get("sources"):
        raise FactError(f"{name} has no source")
    unknown = [key for key in row["sources"] if key not in known]
    if unknown:
        raise FactError(f"{name}: sources.yml has no {', '.join(unknown)}")
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    fields["sources"] = tuple(known[key] for key in row["sources"])
    fact = Fact(**fields)
    if fact.valid_from and fact.valid_to and fact.valid_to < fact.valid_from:
        raise FactError(f"{name} ends before it starts")
    return fact


@lru_cache(maxsize=1)
def _sources() -> Mapping[str, Source]:
    rows = yaml.safe_load((_FOLDER / "sources.yml").read_text(encoding="utf-8"))
    return {key: Source(**row) for key, row in rows.items()}
