"""Several events in one case, and orders that cannot be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.cases import ended_by, of_one_case, out_of_order
from guide.terms import deadlines
from guide.told import told

D = date


def test_refusal_objection_and_gpo_are_counted_together() -> None:
    happened = {
        "application": D(2026, 8, 31),
        "refusal": D(2026, 10, 12),
        "objection": D(2026, 11, 2),
        "gpo-request": D(2026, 11, 9),
    }
    case = of_one_case("objection", happened)
    assert "application" not in case, "after the decision the terms of the application are over"
    found = {d.id for d in deadlines(case, "po", "private")}
    assert {"objection-refusal-removal", "gpo-filing", "decision-objection-4w", "gpo-opinion"} <= found


def test_another_case_is_left_out() -> None:
    happened = {"refusal": D(2026, 10, 12), "suspension": D(2026, 11, 2)}
    assert of_one_case("suspension", happened) == {"suspension": D(2026, 11, 2)}


def test_an_application_after_a_refusal_is_of_another_case() -> None:
    happened = {"refusal": D(2026, 11, 9), "objection": D(2026, 11, 12), "application": D(2026, 11, 16)}
    assert of_one_case("application", happened) == {"application": D(2026, 11, 16)}
    assert of_one_case("refusal", happened).keys() == {"refusal", "objection"}
    assert ended_by("application", happened) == ""
    assert out_of_order(happened, "application") is None
    assert out_of_order(happened, "refusal") == ("application", "refusal")


def test_an_application_that_was_decided_on_gives_way_to_the_decision() -> None:
    happened = {"application": D(2026, 10, 5), "refusal": D(2026, 11, 9)}
    assert ended_by("application", happened) == "refusal"
    assert ended_by("refusal", happened) == ""


@given(
    st.dictionaries(
        st.sampled_from(
            ["application", "refusal", "enrolment", "tlv-application", "tlv-decision", "removal"]
        ),
        st.dates(D(2026, 1, 1), D(2026, 12, 31)),
        min_size=1,
    )
)
def test_what_happened_counts_in_its_case_unless_something_came_after_it(happened: dict) -> None:
    for event in happened:
        assert (event in of_one_case(event, happened)) == (ended_by(event, happened) == "")
        assert deadlines(of_one_case(event, happened)) is not None


@pytest.mark.parametrize(
    ("happened", "wrong"),
    [
        ({"application": D(2026, 9, 28), "refusal": D(2026, 9, 1)}, ("application", "refusal")),
        ({"removal-intention": D(2026, 9, 28), "removal": D(2026, 9, 1)}, ("removal-intention", "removal")),
        ({"refusal": D(2026, 9, 28), "objection": D(2026, 9, 1)}, ("refusal", "objection")),
        ({"application": D(2026, 9, 28), "removal": D(2026, 9, 1)}, ("application", "removal")),
        ({"refusal": D(2026, 9, 1), "gpo-request": D(2026, 9, 20), "objection": D(2026, 9, 25)}, None),
        ({"refusal": D(2026, 9, 1), "objection": D(2026, 9, 1)}, None),
        ({"suspension": D(2026, 9, 1), "refusal": D(2026, 8, 1)}, None),
    ],
)
def test_what_comes_later_cannot_be_dated_earlier(happened: dict, wrong: tuple | None) -> None:
    assert out_of_order(happened) == wrong


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("op 10 november hebben ze hem geweigerd", "refusal"),
        ("we hebben op 16 november bezwaar gemaakt", "objection"),
        ("ons bezwaar tegen de weigering is afgewezen op 3 december", "objection-decision"),
        ("ze zijn van plan hem te verwijderen", "removal-intention"),
        ("hij is verwijderd op 3 maart", "removal"),
        ("de tlv is 3 maart afgewezen", "tlv-decision"),
        ("we applied on 3 March", "application"),
        ("the school refused him on 3 March", "refusal"),
        ("they intend to remove her", "removal-intention"),
        ("we objected on 16 November", "objection"),
        ("nee, 13 maart", ""),
        ("toen was het 3 maart", ""),
    ],
)
def test_the_words_of_a_message_tell_which_event_it_is_about(text: str, event: str) -> None:
    assert told(text, D(2026, 11, 22)).spoken_of("") == event
