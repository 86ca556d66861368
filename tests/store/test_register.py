"""The register in the database: whole or not at all, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from desk.swv_commands import to_do
from guide.register import Area, School, Value
from guide.register_files import read_register
from store import register, tables
from store.database import open_database
from store.migrate import downgrade, upgrade

FILES = read_register(Path(__file__).parents[2] / "data" / "swv")
NOW = datetime(2026, 11, 22, 12)


def shipped(engine: Engine) -> dict[str, register.Changes]:
    return register.import_all(engine, NOW, FILES.swvs, FILES.areas, FILES.profiles, FILES.steunpunten)


def test_migrations_go_up_and_down(url: str) -> None:
    upgrade(url)
    upgrade(url)
    engine = open_database(url)
    for table in tables.metadata.tables.values():
        assert {c["name"] for c in inspect(engine).get_columns(table.name)} == set(table.columns.keys())
    downgrade(url, "0001")
    assert "swv" not in inspect(open_database(url)).get_table_names()
    upgrade(url)
    downgrade(url, "base")
    assert set(inspect(open_database(url)).get_table_names()) <= {"alembic_version"}


def test_an_import_says_what_changed_and_the_same_again_changes_nothing(database: Engine) -> None:
    first = shipped(database)
    assert (len(first["swv"].added), len(first["postcodes"].added)) == (152, 4046)
    edition = register.edition(database)
    again = shipped(database)
    assert not any(c.added or c.changed or c.gone for c in again.values())
    assert register.edition(database) == edition
    assert register.swvs(database) == sorted(FILES.swvs, key=lambda swv: swv.code)
    assert len(register.areas(database)) == 4046


def test_a_code_that_is_no_longer_named_keeps_its_record_with_an_end(database: Engine) -> None:
    shipped(database)
    fewer = [s for s in FILES.swvs if s.sector == "po" and s.code != "PO2707"]
    changes = register.import_all(database, NOW, fewer)["swv"]
    assert changes.gone == ["PO2707"], "a file of po says nothing of vo"
    ended = register.profile(database, "PO2707")
    assert ended.swv.active_until == NOW.date()
    assert ended.values


def test_what_fails_halfway_changes_nothing(database: Engine) -> None:
    shipped(database)
    edition = register.edition(database)
    broken = [*FILES.areas[:10], Area("99999999", "x", "PO2601", "VO2601")]
    if database.dialect.name == "sqlite":  # which stores any length
        broken = [replace(FILES.areas[0], municipality="Anders"), Area(None, "x", "", "")]  # type: ignore[arg-type]
    with pytest.raises(SQLAlchemyError):
        register.import_all(database, NOW, [replace(FILES.swvs[0], name="Anders")], broken)
    assert register.edition(database) == edition
    assert register.profile(database, FILES.swvs[0].code).swv.name == FILES.swvs[0].name


def test_a_profile_has_values_steunpunt_and_hours_and_an_edit_makes_a_new_edition(database: Engine) -> None:
    shipped(database)
    profile = register.profile(database, "VO2810")
    assert profile.steunpunt.name == "Ouder- en Jeugdsteunpunt Koers VO"
    assert len(profile.steunpunt.hours) == 5
    assert profile.status(date(2026, 11, 22)) == "draft"
    edition = register.edition(database)
    register.put_value(
        database,
        "VO2810",
        Value("tlv_term", {"nl": "vier weken"}, "checked", "https://x.nl", date(2026, 11, 22)),
        NOW,
    )
    assert register.edition(database) == edition + 1
    assert register.profile(database, "VO2810").values["tlv_term"].text("tr") == "vier weken"
    assert register.profile(database, "VO9999") is None


def test_schools_come_with_their_swv(database: Engine) -> None:
    shipped(database)
    schools = [School("16AB00", "De Klimop", "bo", "3512AB", "Utrecht", "Utrecht")]
    register.import_schools(database, NOW, schools, {"16AB": ["PO2601"]})
    assert register.schools(database) == [replace(schools[0], swv_codes=["PO2601"])]


def test_the_work_list_names_what_is_missing_draft_or_expired(database: Engine) -> None:
    shipped(database)
    found = {(item.code, item.what) for item in to_do(database, date(2026, 11, 22))}
    assert ("VO2601", "no steunpunt") in found
    assert ("VO2601", "name not confirmed") in found
    assert ("PO2707", "draft") in found
    assert ("PO2806", "phone without hours") in found
    assert not {code for code, what in found if what == "conflicting"}
    moved = [replace(s, municipalities=["Elders"]) if s.code == "PO2601" else s for s in FILES.swvs]
    register.import_all(database, NOW, moved)
    assert ("PO2601", "conflicting") in {(i.code, i.what) for i in to_do(database, date(2026, 11, 22))}
    register.put_value(
        database, "PO2707", Value("tlv_body", {"nl": "x"}, "checked", "https://x.nl", date(2020, 1, 1)), NOW
    )
    assert ("PO2707", "expired") in {(i.code, i.what) for i in to_do(database, date(2026, 11, 22))}
