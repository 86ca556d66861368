"""The calculator gives every date of the worked examples, and keeps its laws for any date."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guide.terms import SECTORS, TermError, deadlines, events, terms
from guide.workdays import is_working_day

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "worked_dates.yml").read_text(encoding="utf-8")
)
WORKED_OUT = [
    pytest.param(example, expected, id=f"{example['id']}: {expected['who']} {expected['date']}")
    for example in EXAMPLES
    for expected in example["dates"]
]
RESEARCHED_TERMS = {
    "application-decision", "temporary-placement", "objection-refusal-removal",
    "decision-objection-4w", "gpo-filing", "gpo-opinion", "tlv-objection", "tlv-decision",
    "tlv-first-decision", "opp", "suspension-max", "suspension-report", "court-appeal",
    "apply-10-weeks", "leerplicht", "lkc",
}  # fmt: skip


def calculated(example: dict) -> list[dict]:
    happened = {event: date.fromisoformat(day) for event, day in example["happened"].items()}
    return [
        {
            "who": deadline.who,
            "moved": deadline.moved,
            "basis": deadline.basis,
            **{
                name: day.isoformat() if (day := getattr(deadline, name)) else None
                for name in ("raw_date", "date", "safe_date", "later_date", "first_working_day")
            },
        }
        for deadline in deadlines(happened, example["sector"], example["board"])
    ]


@pytest.mark.parametrize(("example", "expected"), WORKED_OUT)
def test_every_worked_example_comes_out(example: dict, expected: dict) -> None:
    basis = expected["basis"]
    dates = {name: value for name, value in expected.items() if name != "basis"}
    found = [row for row in calculated(example) if dates.items() <= row.items()]
    assert found, calculated(example)
    assert any(_name_the_same_law(row["basis"], basis) for row in found), found


def _name_the_same_law(ours: str, theirs: str) -> bool:
    def laws(basis: str) -> set[str]:
        return set(re.findall(r"WPO|WEC|WVO|Awb|GPO|Leerplichtwet|LKC", basis))

    return bool(laws(ours) & laws(theirs)) or "inspectorate" in theirs


def test_all_researched_terms_are_there() -> None:
    assert {term.id for term in terms()} >= RESEARCHED_TERMS


days = st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 1, 1))
sectors = st.sampled_from([None, *SECTORS])
boards = st.sampled_from(["public", "private", "unknown"])
forward = st.sampled_from(
    sorted(events() - {"wished-start", "fourth-birthday", "gpo-opinion-given", "fifth-birthday"})
)


@given(event=forward, day=days, sector=sectors, board=boards)
def test_no_date_lies_before_its_event_but_those_counted_back(event, day, sector, board) -> None:
    counted_back = {"apply-10-weeks"}
    for deadline in deadlines({event: day}, sector, board):
        if deadline.id not in counted_back:
            assert deadline.date >= deadline.raw_date >= deadline.counted_from >= day


@given(
    event=st.sampled_from(sorted(events())),
    day=days,
    days_later=st.integers(0, 800),
    sector=sectors,
    board=boards,
)
def test_a_later_event_never_gives_an_earlier_date(event, day, days_later, sector, board) -> None:
    def latest(start: date) -> dict[str, date]:
        found = deadlines({event: start}, sector, board)
        return {
            f"{d.id} {d.extended}": max(x.date for x in found if x.id == d.id and x.extended == d.extended)
            for d in found
        }

    early, late = latest(day), latest(day + timedelta(days=days_later))
    assert all(early[key] <= late[key] for key in early.keys() & late.keys())


@given(event=st.sampled_from(sorted(events())), day=days, sector=sectors)
def test_a_term_that_the_atw_moves_ends_on_a_working_day(event, day, sector) -> None:
    moved_terms = {t.id for t in terms() if t.atw in ("yes", "statute")}
    for deadline in deadlines({event: day}, sector, "private"):
        if deadline.id in moved_terms and deadline.certainty != "uncertain":
            assert is_working_day(deadline.date)


@given(event=st.sampled_from(sorted(events())), day=days, sector=sectors, board=boards)
def test_the_safe_date_is_a_working_day_and_never_after_the_end(event, day, sector, board) -> None:
    for deadline in deadlines({event: day}, sector, board):
        if deadline.safe_date:
            assert deadline.who == "parents"
            assert is_working_day(deadline.safe_date)
            assert deadline.safe_date <= deadline.raw_date <= deadline.date


@given(day=days)
def test_six_weeks_end_on_the_weekday_of_the_event(day) -> None:
    (objection,) = [d for d in deadlines({"tlv-decision": day}, "po") if d.id == "tlv-objection"]
    assert objection.raw_date.weekday() == day.weekday()
    assert (objection.raw_date - day).days == 42


@given(day=days, asked=st.integers(0, 27), handled=st.integers(1, 90))
def test_the_clock_of_the_board_stands_still_while_the_gpo_has_the_case(day, asked, handled) -> None:
    request = day + timedelta(days=asked)
    happened = {
        "objection": day,
        "gpo-request": request,
        "gpo-opinion-given": request + timedelta(days=handled),
    }
    (alone,) = deadlines({"objection": day}, "vo")
    (suspended,) = [d for d in deadlines(happened, "vo") if d.id == "decision-objection-4w"]
    assert (suspended.raw_date - alone.raw_date).days == handled


def test_without_a_sector_the_legal_bases_of_all_sectors_are_named() -> None:
    first = deadlines({"application": date(2026, 9, 28)})[0]
    assert first.date == date(2026, 11, 9)
    assert first.basis == "WPO art. 40 lid 6; WVO 2020 art. 8.8 lid 2; WEC art. 40 lid 7"


@given(year=st.integers(2029, 2035))
def test_a_year_without_decrees_on_equated_days_is_said_to_be_uncertain(year) -> None:
    assert all(d.certainty == "uncertain" for d in deadlines({"refusal": date(year, 3, 1)}, "po"))


@pytest.mark.parametrize("happened", [{"moved": date(2026, 1, 1)}, {"refusal": date(1026, 1, 1)}])
def test_what_cannot_be_calculated_is_refused(happened) -> None:
    with pytest.raises(TermError):
        deadlines(happened)


@given(year=st.integers(498, 522).map(lambda quarter: quarter * 4))
def test_a_child_born_on_29_february_has_its_terms_too(year) -> None:
    assert deadlines({"third-birthday": date(year, 2, 29)}, "po")
