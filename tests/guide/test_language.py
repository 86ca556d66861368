"""How many days it is until a day is said in words of the language, in days however many there are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.language import days_away, languages

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "locale", "words"),
    [
        (date(2026, 12, 14), "nl", "over 22 dagen"),
        (date(2026, 11, 23), "en", "in 1 day"),
        (date(2026, 11, 19), "nl", "3 dagen geleden"),
        (date(2026, 11, 20), "pl", "2 dni temu"),
        (date(2026, 12, 24), "uk", "через 32 дні"),
        (TODAY, "nl", "vandaag"),
        (TODAY, "ar", "اليوم"),
    ],
)
def test_days_until_a_day_and_since(day: date, locale: str, words: str) -> None:
    assert days_away(day, TODAY, locale) == words


@given(st.sampled_from(sorted(languages())), st.integers(min_value=3, max_value=400))
def test_before_and_after_are_told_apart_and_no_day_is_rounded_away(locale: str, days: int) -> None:
    ahead, ago = (days_away(TODAY + timedelta(days=n), TODAY, locale) for n in (days, -days))
    assert str(days) in ahead
    assert str(days) in ago
    assert ahead != ago
