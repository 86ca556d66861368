"""What is typed is never a command to Rasa."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel import _turns, as_text


@given(
    st.text(max_size=60) | st.text(alphabet="/ \n\t", max_size=8) | st.from_regex(r"\A[/ ]+\w+(\{.*\})?\Z")
)
def test_no_typed_text_begins_with_a_slash_or_is_empty(typed: str) -> None:
    text = as_text(typed)
    assert text.strip()
    assert not text.strip().startswith("/")


@given(
    st.text(alphabet="abcdefgh ?é/", min_size=1, max_size=40).filter(
        lambda t: t.strip() and t.strip()[0] != "/"
    )
)
def test_other_text_is_left_as_it_is(typed: str) -> None:
    assert as_text(typed) == typed.strip()


def said(text: str, locale: str = "nl", **metadata: bool) -> dict:
    return {"text": text, "metadata": {"locale": locale, **metadata}}


def test_before_words_in_another_language_goes_a_turn_to_offer_it() -> None:
    assert _turns(said("okul çocuğumu kabul etmiyor"), offered=False) == [
        '/taal_gehoord{"taal": "tr"}',
        "okul çocuğumu kabul etmiyor",
    ]


@pytest.mark.parametrize(
    ("body", "offered"),
    [
        (said("okul çocuğumu kabul etmiyor"), True),
        (said("okul çocuğumu kabul etmiyor", again=True), False),
        (said("okul çocuğumu kabul etmiyor", "tr"), False),
        (said("de school neemt mijn kind niet aan"), False),
    ],
)
def test_one_turn_is_enough_when_it_was_offered_or_is_what_she_reads(body: dict, offered: bool) -> None:
    assert _turns(body, offered=offered) == [body["text"]]
