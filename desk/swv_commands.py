"""`wegwijs swv`: bring the register in, and list what there is to do on it."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from desk import clock
from desk.settings import read_settings
from guide.duo import DuoFile, DuoFileError, read_duo
from guide.language import all_languages
from guide.register import PROCEDURE_FIELDS, STEUNPUNT_FIELDS, Profile
from guide.register_files import RegisterFileError, fault_in, read_register, value_of
from store import register
from store.database import open_database
from store.migrate import upgrade

FOLDER = Path(__file__).parents[1] / "data" / "swv"
app = typer.Typer(help="The register of samenwerkingsverbanden.", no_args_is_help=True)
console = Console(stderr=True, highlight=False)


@dataclass(frozen=True)
class ToDo:
    """Something missing or too old in the record of a swv."""

    code: str
    what: str
    detail: str


@app.command("import")
def import_files(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files of DUO; none: our own in data/swv.")
    ] = None,
) -> None:
    """Put our own files, or files of DUO's open data, into the database: all of it or nothing."""
    engine = _database()
    try:
        done = _import_duo(engine, files) if files else import_shipped(engine)
    except (RegisterFileError, DuoFileError, OSError, SQLAlchemyError) as error:
        console.print(f"[red]{error}[/red]\nNothing was imported; what was there stays.", soft_wrap=True)
        raise typer.Exit(1) from None
    for name, changes in done.items():
        console.print(
            f"{name}: {len(changes.added)} new, {len(changes.changed)} changed, "
            f"{len(changes.gone)} no longer named"
        )
        for label, keys in (("changed", changes.changed), ("no longer named", changes.gone)):
            if keys:
                console.print(
                    f"  {label}: {', '.join(keys[:20])}{' ...' if len(keys) > 20 else ''}", markup=False
                )


@app.command("check")
def check(
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write the list to this file too.")] = None,
) -> None:
    """List per swv what is incomplete, expired or not checked: the work list of who keeps the register."""
    engine = _database()
    found = list(to_do(engine, clock.today(read_settings().today)))
    table = Table("swv", "what", "detail")
    for item in found:
        table.add_row(item.code, item.what, item.detail)
    Console(highlight=False).print(table)
    if csv_file:
        with csv_file.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["swv", "what", "detail"])
            writer.writerows((item.code, item.what, item.detail) for item in found)
    console.print(
        f"{len(found)} things to do on {len({item.code for item in found})} samenwerkingsverbanden."
    )


@app.command("set")
def set_value(
    owner: Annotated[str, typer.Argument(help="The code of a swv, or the id of a steunpunt.")],
    name: Annotated[str, typer.Argument(help="The field, as `tlv_term`.")],
    text: Annotated[str, typer.Argument(help="The value, in Dutch.")],
    source: Annotated[str, typer.Option(help="The address where it stands.")],
    status: Annotated[str, typer.Option(help="checked, draft, none or expired.")] = "checked",
) -> None:
    """Set one value as it is today; a running system tells it with its next answer."""
    engine = _database()
    today = clock.today(read_settings().today)
    row = {"nl": text, "status": status, "source_url": source, "last_checked": today}
    fault = fault_in(name, row, (*PROCEDURE_FIELDS, *STEUNPUNT_FIELDS))
    if not fault and not register.is_known(engine, owner):
        fault = f"{owner} is no swv or steunpunt of the register"
    if fault:
        console.print(f"[red]{name}: {fault}[/red]\nNothing was changed.", soft_wrap=True)
        raise typer.Exit(1)
    value = value_of(name, row)
    register.put_value(engine, owner, value, clock.now())
    console.print(f"{owner}: {name} is set.", markup=False)


def import_shipped(engine: Engine) -> dict[str, register.Changes]:
    """Import the register as it is shipped. Raises RegisterFileError with every fault in the files."""
    files = read_register(FOLDER)
    return register.import_all(
        engine, clock.now(), files.swvs, files.areas, files.profiles, files.steunpunten
    )


def to_do(engine: Engine, today: date) -> Iterator[ToDo]:
    """Yield what is to be done on the register, by code."""
    lies_in: dict[str, set[str]] = defaultdict(set)
    for area in register.areas(engine):
        lies_in[area.po].add(area.municipality)
        lies_in[area.vo].add(area.municipality)
    for swv in register.swvs(engine):
        profile = register.profile(engine, swv.code)
        if profile and swv.active_until is None:
            yield from _of_profile(profile, today)
            if not swv.is_national and lies_in[swv.code] != set(swv.municipalities):
                differ = sorted(lies_in[swv.code] ^ set(swv.municipalities))
                yield ToDo(swv.code, "conflicting", f"register and postcodes differ on: {', '.join(differ)}")


def _of_profile(profile: Profile, today: date) -> Iterator[ToDo]:
    code = profile.swv.code
    if not profile.swv.name_is_confirmed:
        yield ToDo(code, "name not confirmed", profile.swv.name)
    if not profile.swv.website:
        yield ToDo(code, "no website", "")
    if profile.steunpunt is None:
        yield ToDo(code, "no steunpunt", "")
    elif "phone" in profile.steunpunt.values and not profile.steunpunt.hours:
        yield ToDo(code, "phone without hours", profile.steunpunt.name)
    missing = [name for name in PROCEDURE_FIELDS if name not in profile.values]
    if missing:
        yield ToDo(code, "incomplete", ", ".join(missing))
    values = [*profile.values.values(), *(profile.steunpunt.values.values() if profile.steunpunt else ())]
    for value in values:
        status = value.status_on(today)
        if status in ("draft", "expired"):
            yield ToDo(code, status, f"{value.field}: {value.source_url} (last look {value.last_checked})")
        lacks = [lang for lang in all_languages() if not value.is_said_in(lang)]
        if lacks:
            yield ToDo(code, "not translated", f"{value.field}: {', '.join(lacks)}")


def _import_duo(engine: Engine, files: Sequence[Path]) -> dict[str, register.Changes]:
    together = DuoFile()
    for path in track(files, description="Reading", console=console):
        found = read_duo(path)
        together.swvs += found.swvs
        together.schools += found.schools
        together.belongs.update(found.belongs)
        together.refused += found.refused
    for refused in together.refused:
        console.print(f"[yellow]left out[/yellow] {refused}", soft_wrap=True)
    done: dict[str, register.Changes] = {}
    if together.swvs:
        known = {swv.code: swv for swv in register.swvs(engine)}
        merged = [
            replace(
                swv,
                municipalities=known[swv.code].municipalities,
                website=swv.website or known[swv.code].website,
            )
            if swv.code in known
            else swv
            for swv in together.swvs
        ]
        done |= register.import_all(engine, clock.now(), merged)
    if together.schools or together.belongs:
        done |= register.import_schools(engine, clock.now(), together.schools, together.belongs)
    return done


def _database() -> Engine:
    settings = read_settings()
    upgrade(settings.database_url)
    return open_database(settings.database_url)
