"""Parents choose a button by its place: "de tweede", "2", "none of these"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.choices import chosen

OFFERED = ("/thuiszitter", "/weigering_toelating", "/verwijdering", "/hulp_menu")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("de tweede", "/weigering_toelating"),
        ("De tweede.", "/weigering_toelating"),
        ("2", "/weigering_toelating"),
        ("the first one", "/thuiszitter"),
        ("üçüncü", "/verwijdering"),
        ("الأول", "/thuiszitter"),
        ("٢", "/weigering_toelating"),
        ("drugie", "/weigering_toelating"),
        ("перше", "/thuiszitter"),
        ("geen van deze", "/hulp_menu"),
        ("żadne z nich", "/hulp_menu"),
    ],
)
def test_the_place_of_a_button_names_it(text: str, value: str) -> None:
    assert chosen(text, OFFERED) == value


@pytest.mark.parametrize("text", ["de tweede school", "2 weken", "mijn eerste kind", "4", ""])
def test_more_words_or_no_such_place_choose_nothing(text: str) -> None:
    assert chosen(text, OFFERED) is None


def test_none_of_these_is_a_choice_only_where_something_else_is_offered() -> None:
    assert chosen("geen van deze", OFFERED[:3]) is None


@pytest.mark.parametrize(
    "text", ["nee", "no thanks", "hayır", "لا", "nie", "ні", "liever niet", "overslaan", "pomiń", "تخطي"]
)
def test_no_skips_a_question_that_may_be_skipped_and_no_other(text: str) -> None:
    skip = '/plaats_noemen{"swv": "overslaan"}'
    assert chosen(text, [skip, "/stoppen"]) == skip
    assert chosen(text, OFFERED) is None


@given(st.text(), st.lists(st.sampled_from(OFFERED), max_size=4))
def test_only_what_was_offered_is_chosen(text: str, offered: list[str]) -> None:
    assert chosen(text, offered) in {None, *offered}
