"""The register's files, what may be stated of a value, and opening hours on the clock of Amsterdam."""

import re
import shutil
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path

import pytest

from guide.hours import AMSTERDAM, in_words, openness
from guide.language import all_languages
from guide.register import WORDLESS_FIELDS, Closing, Opening, Value
from guide.register_files import RegisterFileError, read_register, read_school_holidays

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


def test_the_shipped_register_is_whole() -> None:
    files = read_register(ROOT / "data" / "swv")
    assert len(files.swvs) == 152
    assert len(files.areas) == 4046
    assert sum(swv.sector == "po" for swv in files.swvs) == 77
    assert len(files.profiles) >= 25
    values = [v for profile in files.profiles.values() for v in profile.values()]
    values += [v for point, _ in files.steunpunten.values() for v in point.values.values()]
    assert {value.status for value in values} == {"draft"}, "nobody has checked any of it yet"


KEPT = re.compile(r"\d+|\b[A-Z]{2,}\b|\b(?:tlv|so|sbo|vso|samenwerkingsverband|onderwijsconsulent)\b")


def test_what_a_swv_says_of_itself_is_there_in_every_language_with_its_numbers_and_dutch_terms() -> None:
    files = read_register(ROOT / "data" / "swv")
    values = [v for profile in files.profiles.values() for v in profile.values()]
    values += [v for point, _ in files.steunpunten.values() for v in point.values.values()]
    for said in (v for v in values if v.field not in WORDLESS_FIELDS):
        kept = {word.lower() for word in KEPT.findall(said.texts["nl"])}
        for code in all_languages():
            assert said.is_said_in(code), f"{said.field} in {code}: {said.texts['nl']}"
            lost = kept - set(re.findall(r"\d+|[a-z]+", said.text(code).lower()))
            assert not lost, f"{said.text(code)!r} lacks {lost}"


def test_what_a_keeper_typed_goes_before_the_catalog_and_other_dutch_has_no_translation() -> None:
    shipped = Value(
        "tlv_body", {"nl": "De directeur beslist, met advies van deskundigen."}, "draft", "", TODAY
    )
    assert shipped.text("pl") == "Decyduje dyrektor, po opinii ekspertów."
    typed = replace(shipped, texts={**shipped.texts, "pl": "Decyduje dyrektor."})
    assert typed.text("pl") == "Decyduje dyrektor."
    other = replace(shipped, texts={"nl": "De directeur beslist alleen."})
    assert (other.text("pl"), other.is_said_in("pl")) == ("De directeur beslist alleen.", False)


def value(status: str, field: str = "tlv_body", checked: date = TODAY, until: date | None = None) -> Value:
    return Value(field, {"nl": "x"}, status, "https://x.nl", checked, valid_until=until)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (value("checked"), "checked"),
        (value("checked", checked=date(2025, 11, 22)), "checked"),
        (value("checked", checked=date(2025, 11, 21)), "expired"),
        (value("checked", "phone", checked=date(2026, 5, 22)), "expired"),
        (value("checked", "phone", checked=date(2026, 6, 1)), "checked"),
        (value("checked", checked=date(2020, 1, 1), until=date(2027, 1, 1)), "checked"),
        (value("checked", until=date(2026, 11, 21)), "expired"),
        (value("draft", checked=date(2020, 1, 1)), "draft"),
        (value("none"), "none"),
    ],
)
def test_what_was_checked_expires_when_nobody_looks_again(given: Value, status: str) -> None:
    assert given.status_on(TODAY) == status


MON_TO_FRI = [Opening(day, "10:00", "15:00") for day in range(5)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("now", "is_open", "changes"),
    [
        ("2026-11-20T11:00", True, "2026-11-20T15:00"),
        ("2026-11-20T15:00", False, "2026-11-23T10:00"),
        ("2026-11-20T21:00", False, "2026-11-23T10:00"),
        ("2026-11-23T09:59", False, "2026-11-23T10:00"),
        ("2026-12-24T12:00", False, "2027-01-04T10:00"),
    ],
)
def test_open_now_and_when_next(now: str, is_open: bool, changes: str) -> None:
    christmas = [Closing(date(2026, 12, 21), date(2027, 1, 3))]
    state = openness(MON_TO_FRI, christmas, at(now))
    assert (state.is_open, state.changes_at) == (is_open, at(changes))


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("nl", "maandag tot en met woensdag en zondag 09:00 tot 12:30 uur · vrijdag 10:00 tot 11:00 uur en 13:00 tot 14:00 uur"),
        ("en", "Monday to Wednesday and Sunday 09:00 to 12:30 · Friday 10:00 to 11:00 and 13:00 to 14:00"),
        ("tr", "Pazartesi–Çarşamba ve Pazar 09:00–12:30 · Cuma 10:00–11:00 ve 13:00–14:00"),
        ("ar", "من الاثنين إلى الأربعاء والأحد من الساعة 09:00 إلى 12:30 · الجمعة من الساعة 10:00 إلى 11:00 ومن الساعة 13:00 إلى 14:00"),
        ("pl", "poniedziałek–środa i niedziela 09:00–12:30 · piątek 10:00–11:00 i 13:00–14:00"),
        ("uk", "понеділок–середа і неділя 09:00–12:30 · пʼятниця 10:00–11:00 і 13:00–14:00"),
    ],
)  # fmt: skip
def test_hours_are_told_in_every_language_with_days_that_are_alike_together(locale: str, words: str) -> None:
    hours = [Opening(day, "09:00", "12:30") for day in (0, 1, 2, 6)]
    hours += [Opening(4, "13:00", "14:00"), Opening(4, "10:00", "11:00")]
    assert in_words(hours, locale) == words


def test_two_days_in_a_row_are_named_and_no_hours_are_no_words() -> None:
    assert in_words(MON_TO_FRI[:2], "nl") == "maandag en dinsdag 10:00 tot 15:00 uur"
    assert in_words([], "nl") == ""


def test_it_is_the_clock_of_amsterdam_across_summer_time() -> None:
    before = datetime(2027, 3, 25, 9, 30, tzinfo=timezone.utc)  # 10:30 in winter time
    after = datetime(2027, 3, 30, 8, 30, tzinfo=timezone.utc)  # 10:30 in summer time
    early = datetime(2027, 3, 25, 8, 30, tzinfo=timezone.utc)  # 9:30
    assert openness(MON_TO_FRI, [], before).is_open
    assert openness(MON_TO_FRI, [], after).is_open
    assert not openness(MON_TO_FRI, [], early).is_open


def test_the_end_of_a_day_is_the_begin_of_the_next() -> None:
    always = [Opening(day, "00:00", "24:00") for day in range(7)]
    for now in ("2026-11-26T23:59:59", "2026-11-27T00:00"):
        assert openness(always, [], at(now)).is_open


def test_without_hours_nothing_is_said_and_without_a_zone_nothing_is_known() -> None:
    assert openness([], [], at("2026-11-20T11:00")).changes_at is None
    with pytest.raises(ValueError, match="zone"):
        openness(MON_TO_FRI, [], datetime(2026, 11, 20, 11))


def test_school_holidays_close_a_steunpunt_and_are_marked_as_long_as_nobody_read_them() -> None:
    holidays = read_school_holidays(ROOT / "data" / "swv")
    assert not holidays.are_checked
    for closings in holidays.by_region.values():
        assert all(c.first.weekday() == 5 and c.last.weekday() == 6 for c in closings), (
            "from Saturday to Sunday"
        )
        state = openness(MON_TO_FRI, closings, at("2026-12-21T11:00"))
        assert (state.is_open, state.changes_at) == (False, at("2027-01-04T10:00"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data" / "swv", tmp_path / "swv")
    return tmp_path / "swv"


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("profiles/PO2707.yml", "status: draft", "status: maybe", "PO2707.yml:3: tlv_applicant: status: must be one of"),
        ("profiles/PO2707.yml", "last_checked: 2026-11-22", "last_checked: soon", "last_checked: must be a day"),
        ("profiles/PO2707.yml", "code: PO2707", "code: PO9999", "PO2707.yml:1: code: 'PO9999' is not in register.csv"),
        ("profiles/PO2707.yml", "tlv_body:", "tlv_boddy:", "tlv_boddy: is not a field we know"),
        ("profiles/PO2707.yml", "values:", "values: [", "is not YAML"),
        ("profiles/PO2707.yml", "    last_checked: 2026-11-22", "    last_checked: 2026-11-22\n    valid_until: 2020-01-01",
         "valid_until: must be a day that is not before"),
        ("steunpunten/koers-vo.yml", 'closes: "15:00"', 'closes: "09:00"', "10:00-09:00 is no period of a day"),
        ("steunpunten/koers-vo.yml", "swv_codes: [VO2810]", "swv_codes: [VO2899]", "VO2899 is not in register.csv"),
        ("steunpunten/midden-holland.yml", "swv_codes: [PO2814, VO2802]", "swv_codes: [VO2810]",
         "VO2810 has the steunpunt koers-vo already"),
        ("steunpunten/koers-vo.yml", "holiday_region: midden", "holiday_region: oost", "holiday_region: must be one of"),
        ("register.csv", "PO2707;", "PO2706;", "register.csv:"),
        ("postcodes.csv", ";", ",", "is the delimiter a semicolon?"),
        ("postcodes.csv", "1012;Amsterdam;PO2707;VO2708", "1012;Amst", "is the file cut off?"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_line_and_field(
    folder: Path, file: str, old: str, new: str, fault: str
) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new) if old == ";" else text.replace(old, new, 1))
    with pytest.raises(RegisterFileError) as refused:
        read_register(folder)
    assert fault in str(refused.value)
