"""What is typed is never a command to Rasa."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channel import as_text


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
