"""Read the register's files (data/swv), refusing by file, line and field what is not right."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from guide.language import languages
from guide.register import PROCEDURE_FIELDS, STEUNPUNT_FIELDS, Area, Closing, Opening, Steunpunt, Swv, Value

HOLIDAY_REGIONS = ("noord", "midden", "zuid")
_STATUSES = ("checked", "draft", "none", "expired")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CODE = re.compile(r"(?:PO|VO)\d{4}")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_CONFIRMED = ("code_on_page", "code_in_domain", "municipalities_match", "national_by_denomination")


class RegisterFileError(ValueError):
    """One or more faults in the register's files; each names file, line and field."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Take the faults."""
        super().__init__("\n".join(faults))
        self.faults = list(faults)


@dataclass
class RegisterFiles:
    """What the files of a folder hold."""

    swvs: list[Swv] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    profiles: dict[str, dict[str, Value]] = field(default_factory=dict)
    steunpunten: dict[str, tuple[Steunpunt, list[str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class SchoolHolidays:
    """The school holidays of each region, and whether they were read at their source."""

    by_region: Mapping[str, Sequence[Closing]]
    are_checked: bool


def read_school_holidays(folder: Path) -> SchoolHolidays:
    """Return the holidays of school_holidays.yml. Raises RegisterFileError when one ends before it starts."""
    rows = yaml.safe_load((folder / "school_holidays.yml").read_text(encoding="utf-8"))
    found = {
        region: [Closing(first, last, "schoolvakantie") for first, last in rows[region]]
        for region in HOLIDAY_REGIONS
    }
    wrong = [c for closings in found.values() for c in closings if c.last < c.first]
    if wrong:
        raise RegisterFileError([f"school_holidays.yml: {wrong[0].first} ends before it starts"])
    return SchoolHolidays(found, rows["status"] == "checked")


def read_register(folder: Path) -> RegisterFiles:
    """Read everything in `folder`. Raises RegisterFileError with every fault that was found."""
    found, faults = RegisterFiles(), list[str]()
    found.swvs = list(_swvs(folder / "register.csv", faults))
    codes = {swv.code for swv in found.swvs}
    found.areas = list(_areas(folder / "postcodes.csv", codes, faults))
    for path in sorted((folder / "profiles").glob("*.yml")):
        _read_profile(path, codes, found, faults)
    for path in sorted((folder / "steunpunten").glob("*.yml")):
        _read_steunpunt(path, codes, found, faults)
    if faults:
        raise RegisterFileError(faults)
    return found


def _swvs(path: Path, faults: list[str]) -> Iterator[Swv]:
    seen: dict[str, int] = {}
    for line, row in _rows(
        path, {"code", "name", "sector", "municipality", "website", "source_date"}, faults
    ):
        code = row["code"]
        if not _CODE.fullmatch(code):
            faults.append(f"{path.name}:{line}: code: {code!r} is not PO or VO with four digits")
        elif code in seen:
            faults.append(f"{path.name}:{line}: code: {code} stands on line {seen[code]} too")
        elif row["sector"] not in ("po", "vo"):
            faults.append(f"{path.name}:{line}: sector: {row['sector']!r} is not po or vo")
        else:
            seen[code] = line
            yield Swv(
                code,
                row["name"] or code,
                "po" if row["sector"] == "po" else "vo",
                row["municipality"].split("|"),
                row["website"],
                row["source"],
                row["source_date"],
                row["name_basis"] in _CONFIRMED,
            )


def _areas(path: Path, codes: set[str], faults: list[str]) -> Iterator[Area]:
    seen: set[str] = set()
    for line, row in _rows(path, {"pc4", "municipality_2015", "po_code", "vo_code"}, faults):
        wrong = [c for c in (row["po_code"], row["vo_code"]) if c and c not in codes]
        if not re.fullmatch(r"[1-9]\d{3}", row["pc4"]) or row["pc4"] in seen:
            faults.append(f"{path.name}:{line}: pc4: {row['pc4']!r} is no postcode, or stands there twice")
        elif wrong:
            faults.append(f"{path.name}:{line}: {wrong[0]} is not in register.csv")
        else:
            seen.add(row["pc4"])
            yield Area(row["pc4"], row["municipality_2015"], row["po_code"], row["vo_code"])


def _rows(path: Path, needed: set[str], faults: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a file with `;` between the fields; one with too few fields is cut off."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: cannot be read: {error}")
        return
    reader = csv.DictReader(text.splitlines(), delimiter=";")
    missing = needed - set(reader.fieldnames or ())
    if missing:
        faults.append(
            f"{path.name}:1: has no column {', '.join(sorted(missing))}; is the delimiter a semicolon?"
        )
        return
    for number, row in enumerate(reader, start=2):
        if None in row or None in row.values():
            faults.append(
                f"{path.name}:{number}: has not as many fields as the first line; is the file cut off?"
            )
        else:
            yield number, {key: (value or "").strip() for key, value in row.items()}


def _read_profile(path: Path, codes: set[str], found: RegisterFiles, faults: list[str]) -> None:
    data, lines = _load(path, faults)
    code = data.get("code", "")
    if code not in codes:
        faults.append(f"{path.name}:{lines.get('code', 1)}: code: {code!r} is not in register.csv")
    elif code in found.profiles:
        faults.append(f"{path.name}:{lines.get('code', 1)}: code: {code} has a profile already")
    else:
        found.profiles[code] = _values(path, data, lines, PROCEDURE_FIELDS, faults)


def _read_steunpunt(path: Path, codes: set[str], found: RegisterFiles, faults: list[str]) -> None:
    data, lines = _load(path, faults)
    wrong = [code for code in data.get("swv_codes", ()) if code not in codes]
    for key in ("id", "name", "swv_codes"):
        if not data.get(key):
            faults.append(f"{path.name}:1: {key}: is missing")
            return
    if wrong:
        faults.append(
            f"{path.name}:{lines.get('swv_codes', 1)}: swv_codes: {wrong[0]} is not in register.csv"
        )
    taken = {code: other for other, (_, codes_of) in found.steunpunten.items() for code in codes_of}
    faults += [
        f"{path.name}:{lines.get('swv_codes', 1)}: swv_codes: {code} has the steunpunt {taken[code]} already"
        for code in data["swv_codes"]
        if code in taken
    ]
    values = _values(path, data, lines, (*STEUNPUNT_FIELDS, "hours"), faults)
    hours = list(_hours(path, data, lines, faults))
    closings = list(_closings(path, data, lines, faults))
    region = data.get("holiday_region", "")
    if region not in ("", *HOLIDAY_REGIONS):
        line = lines.get("holiday_region", 1)
        faults.append(f"{path.name}:{line}: holiday_region: must be one of {', '.join(HOLIDAY_REGIONS)}")
    point = Steunpunt(data["id"], data["name"], values, hours, closings, region)
    found.steunpunten[point.id] = (point, list(data["swv_codes"]))


def _values(
    path: Path, data: Mapping[str, Any], lines: Mapping[str, int], known: Sequence[str], faults: list[str]
) -> dict[str, Value]:
    values = {}
    for name, row in (data.get("values") or {}).items():
        where = f"{path.name}:{lines.get(f'values.{name}', 1)}: {name}"
        fault = fault_in(name, row, known)
        if fault:
            faults.append(f"{where}: {fault}")
            continue
        values[name] = value_of(name, row)
    return values


def value_of(name: str, row: Mapping[str, Any]) -> Value:
    """Return the value of a row in which `fault_in` found nothing."""
    return Value(
        name,
        {code: str(row[code]) for code in languages() if row.get(code)},
        row["status"],
        row["source_url"],
        row["last_checked"],
        str(row.get("source_date", "")),
        row.get("valid_until"),
    )


def fault_in(name: str, row: Any, known: Sequence[str]) -> str:
    """Return what is wrong with the row of a value, an empty string when nothing is."""
    if name not in known:
        return f"is not a field we know ({', '.join(known)})"
    if not isinstance(row, dict):
        return "must have nl, status, source_url and last_checked"
    checked, until = row.get("last_checked"), row.get("valid_until")
    rules = (
        (row.get("nl"), "nl: the Dutch text is missing"),
        (row.get("status") in _STATUSES, f"status: must be one of {', '.join(_STATUSES)}"),
        (str(row.get("source_url", "")).startswith("http"), "source_url: must begin with http"),
        (isinstance(checked, date), "last_checked: must be a day as 2026-11-22"),
        (until is None or (isinstance(until, date) and isinstance(checked, date) and until >= checked),
         "valid_until: must be a day that is not before last_checked"),
    )  # fmt: skip
    return next((fault for holds, fault in rules if not holds), "")


def _hours(
    path: Path, data: Mapping[str, Any], lines: Mapping[str, int], faults: list[str]
) -> Iterator[Opening]:
    where = f"{path.name}:{lines.get('hours', 1)}: hours"
    for row in data.get("hours") or ():
        opens, closes = str(row.get("opens", "")), str(row.get("closes", ""))
        days = row.get("days") or ()
        if not (_CLOCK.fullmatch(opens) and _CLOCK.fullmatch(closes) and opens < closes):
            faults.append(f"{where}: {opens}-{closes} is no period of a day")
        elif not days or set(days) - set(_WEEKDAYS):
            faults.append(f"{where}: days must be of {', '.join(_WEEKDAYS)}")
        else:
            yield from (Opening(_WEEKDAYS.index(day), opens, closes) for day in days)


def _closings(
    path: Path, data: Mapping[str, Any], lines: Mapping[str, int], faults: list[str]
) -> Iterator[Closing]:
    for row in data.get("closed") or ():
        first, last = row.get("from"), row.get("until")
        if not isinstance(first, date) or not isinstance(last, date) or last < first:
            line = lines.get("closed", 1)
            faults.append(f"{path.name}:{line}: closed: ends before it starts, or has no days")
        else:
            yield Closing(first, last, str(row.get("reason", "")))


def _load(path: Path, faults: list[str]) -> tuple[dict[str, Any], dict[str, int]]:
    """Return what a YAML file holds, and on which line each of its keys stands ("values.tlv_body")."""
    text = path.read_text(encoding="utf-8")
    try:
        data, node = yaml.safe_load(text), yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        faults.append(
            f"{path.name}:{mark.line + 1 if mark else 1}: is not YAML: {getattr(error, 'problem', error)}"
        )
        return {}, {}
    if not isinstance(data, dict) or node is None:
        faults.append(f"{path.name}:1: holds no fields")
        return {}, {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        lines[key.value] = key.start_mark.line + 1
        if isinstance(value, yaml.MappingNode):
            lines.update({f"{key.value}.{k.value}": k.start_mark.line + 1 for k, _ in value.value})
    return data, lines
