"""How far a removal has come: announced in a letter of intention, or decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.choices import chosen
from guide.stages import ANNOUNCED, DECIDED, says_only_a_stage, stage_in

OFFERED = (
    '/routes_overzicht{"situatie": "removal-intention"}',
    '/routes_overzicht{"situatie": "removal"}',
    '/meer{"onderwerp": "verwijdering"}',
    "/menselijke_hulp",
)


@pytest.mark.parametrize(
    "text",
    ["nog een voornemen", "er is nog geen besluit", "it's only an intention", "they haven't decided yet",
     "niyet bildirimi", "henüz karar yok", "مجرد نية", "لا يوجد قرار بعد", "dopiero zamiar", "jeszcze nie ma decyzji",
     "поки лише намір", "рішення ще немає"],
)  # fmt: skip
def test_it_is_announced(text: str) -> None:
    assert stage_in(text) == ANNOUNCED
    assert chosen(text, OFFERED) == OFFERED[0]


@pytest.mark.parametrize(
    "text",
    ["het is een besluit", "Al besloten.", "its a decision", "they already decided", "karar", "karar verdiler",
     "قرار", "صدر قرار", "to decyzja", "już zdecydowali", "це вже рішення", "вже вирішили"],
)  # fmt: skip
def test_it_is_decided(text: str) -> None:
    assert stage_in(text) == DECIDED
    assert chosen(text, OFFERED) == OFFERED[1]


@pytest.mark.parametrize(
    "text", ["een besluit van 9 november", "het besluit over de tlv", "a decision, and she is 14", "karar 3 kasımda geldi"]
)  # fmt: skip
def test_what_else_is_said_is_not_lost_to_a_button(text: str) -> None:
    assert stage_in(text) == DECIDED
    assert not says_only_a_stage(text)
    assert chosen(text, OFFERED) is None


def test_both_or_neither_is_no_answer() -> None:
    assert stage_in("is het een voornemen of een besluit") == ""
    assert stage_in("mijn zoon is 12") == ""


def test_it_is_a_choice_only_where_the_question_is_which_of_the_two() -> None:
    everything = [*OFFERED, '/routes_overzicht{"situatie": "tlv-decision"}']
    assert chosen("een besluit", everything) is None
    assert chosen("een besluit", ["/tlv_uitleg"]) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert stage_in(text) in {"", ANNOUNCED, DECIDED}
    assert not says_only_a_stage(text) or stage_in(text)
