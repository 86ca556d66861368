"""A day told from the one that was read back, in every language; whatever says more moves nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.date_shifts import shift_in

SAID = {
    "nee, een dag eerder": -1,
    "het was 2 dagen daarvoor": -2,
    "Sorry, een week later!": 7,
    "no, a day earlier": -1,
    "it was the day before": -1,
    "two days later": 2,
    "hayır, bir gün öncesiydi": -1,
    "ertesi gündü": 1,
    "لا، قبلها بيوم": -1,
    "بعدها بيومين": 2,
    "nie, dzień wcześniej": -1,
    "dwa dni później": 2,
    "ні, на день раніше": -1,
    "днем пізніше": 1,
}


@pytest.mark.parametrize(("text", "days"), SAID.items())
def test_a_day_earlier_or_later(text: str, days: int) -> None:
    assert shift_in(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "een week later was hij weer thuis",
        "the day before yesterday",
        "een maand eerder",
        "bir gün önce",
        "önceki gün",
        "قبل يوم",
        "",
    ],
)
def test_what_says_more_moves_no_day(text: str) -> None:
    assert shift_in(text) is None


@given(st.integers(1, 99))
def test_any_number_of_days_in_figures(days: int) -> None:
    assert shift_in(f"nee {days} dagen eerder") == -days
    assert shift_in(f"it was {days} days later") == days


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    assert shift_in(text) is None or abs(shift_in(text) or 0) < 10_000
