"""Read DUO's open data in both its dialects: classic (`;`, cp1252, padded) and CKAN (`,`, UTF-8).

Columns are matched tolerantly; every row that is refused is listed with its reason.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guide.register import School, Swv

_COLUMNS = {
    "brin": ("BRIN NUMMER", "BRINNUMMER", "INSTELLINGSCODE", "BRIN"),
    "branch": ("VESTIGINGSNUMMER", "VESTIGINGSCODE"),
    "name": ("VESTIGINGSNAAM", "INSTELLINGSNAAM"),
    "swv": ("ADMINISTRATIENUMMER", "SWV", "NUMMER SAMENWERKINGSVERBAND", "SWV CODE"),
    "swv_name": ("SAMENWERKINGSVERBAND", "NAAM SAMENWERKINGSVERBAND"),
    "postcode": ("POSTCODE",),
    "place": ("PLAATSNAAM", "PLAATS"),
    "municipality": ("GEMEENTENAAM", "GEMEENTE"),
    "website": ("INTERNETADRES", "INTERNET"),
    "kind": ("ONDERWIJSSTRUCTUUR", "SOORT PRIMAIR ONDERWIJS"),
}
_NEEDED = {
    "swv": ("swv", "swv_name", "postcode", "place"),
    "belongs": ("brin", "swv"),
    "schools": ("brin", "branch", "name", "postcode", "place", "municipality"),
}
_CODE = re.compile(r"(PO|VO)(\d{4})")


class DuoFileError(ValueError):
    """A file that is none of DUO's that we know; says which columns are missing."""


@dataclass
class DuoFile:
    """What a file holds. Of `swvs`, `schools` and `belongs` (school to swv codes) one is filled.

    `refused` says for each row that was left out its line and why.
    """

    swvs: list[Swv] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)
    belongs: dict[str, list[str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def read_duo(path: Path) -> DuoFile:
    """Read a file of swv addresses, of school locations, or of schools per swv.

    Raises DuoFileError when its columns are those of none of the three.
    """
    rows, columns = _rows(path)
    kind = next((k for k, needed in _NEEDED.items() if set(needed) <= columns), None)
    if kind is None:
        missing = {
            k: ", ".join(_COLUMNS[c][0] for c in needed if c not in columns) for k, needed in _NEEDED.items()
        }
        raise DuoFileError(
            f"{path.name} is none of DUO's files that we know. Missing for swv addresses: {missing['swv']}; "
            f"for schools: {missing['schools']}; for schools per swv: {missing['belongs']}."
        )
    found = DuoFile()
    for line, row in rows:
        reason = {"swv": _take_swv, "belongs": _take_belongs, "schools": _take_school}[kind](row, found)
        if reason:
            found.refused.append(f"{path.name}:{line}: {reason}")
    return found


def _rows(path: Path) -> tuple[Iterator[tuple[int, Mapping[str, str]]], set[str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    lines = text.splitlines()
    head = lines[0] if lines else ""
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(lines, delimiter=delimiter)
    names = [re.sub(r"[\s_-]+", " ", name).strip().upper() for name in next(reader, [])]
    known = {
        key: next((names.index(alias) for alias in aliases if alias in names), None)
        for key, aliases in _COLUMNS.items()
    }
    columns = {key: at for key, at in known.items() if at is not None}

    def cells() -> Iterator[tuple[int, Mapping[str, str]]]:
        for line, row in enumerate(reader, start=2):
            values = {key: row[at].strip() if at < len(row) else "" for key, at in columns.items()}
            yield line, {key: "" if value == "-" else value for key, value in values.items()}

    return cells(), set(columns)


def _take_swv(row: Mapping[str, str], found: DuoFile) -> str:
    code = normal_code(row["swv"])
    if not code:
        return f"{row['swv']!r} is no code of a samenwerkingsverband"
    if any(swv.code == code for swv in found.swvs):
        return f"{code} stands there twice"
    if not row["swv_name"]:
        return f"{code} has no name"
    site = row.get("website", "")
    address = site if site.startswith("http") or not site else f"https://{site}"
    sector = "po" if code.startswith("PO") else "vo"
    found.swvs.append(
        Swv(
            code,
            row["swv_name"],
            "po" if sector == "po" else "vo",
            [],
            address,
            "DUO",
            "",
            name_is_confirmed=True,
        )
    )
    return ""


def _take_school(row: Mapping[str, str], found: DuoFile) -> str:
    brin, branch = row["brin"].upper(), row["branch"].upper()
    branch = branch if len(branch) == 6 else brin + branch.zfill(2)
    postcode = row["postcode"].replace(" ", "").upper()
    if not re.fullmatch(r"\d{2}[A-Z]{2}\d{2}", branch):
        return f"{row['brin']!r} with {row['branch']!r} is no school location"
    if not re.fullmatch(r"[1-9]\d{3}[A-Z]{2}", postcode):
        return f"{branch}: {row['postcode']!r} is no postcode"
    if any(school.branch == branch for school in found.schools[-1:]):
        return f"{branch} stands there twice"
    found.schools.append(
        School(
            branch, row["name"], row.get("kind", "")[:4].lower(), postcode, row["place"], row["municipality"]
        )
    )
    return ""


def _take_belongs(row: Mapping[str, str], found: DuoFile) -> str:
    code, brin = normal_code(row["swv"]), row["brin"].upper()
    if not code:
        return f"{row['swv']!r} is no code of a samenwerkingsverband"
    if not re.fullmatch(r"\d{2}[A-Z]{2}", brin):
        return f"{row['brin']!r} is no BRIN"
    suffix = row.get("branch", "").upper()
    school = suffix if len(suffix) == 6 else brin + suffix.zfill(2) if suffix else brin
    found.belongs.setdefault(school, []).append(code)
    return ""


def normal_code(written: str) -> str:
    """Return a code as PO2601 however it is written (PO-26-01, "26.01 PO"), empty when it is none."""
    letters = re.sub(r"[^A-Z0-9]", "", written.upper())
    letters = re.sub(r"^SWV", "", letters)
    turned = re.sub(r"^(\d{4})(PO|VO)$", r"\2\1", letters)
    return turned if _CODE.fullmatch(turned) else ""
