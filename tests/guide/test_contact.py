"""A number or an address is read as people write it, and what is wrong with it is said."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.contact import ContactError, is_contact, read_contact, shown_phone
from guide.yes_no import asks_something, said_yes


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("0612345678", "+31612345678", "06 12 34 56 78"),
        ("bel maar op 06-12345678 na vieren", "+31612345678", "06 12 34 56 78"),
        ("+31 6 12 34 56 78", "+31612345678", "06 12 34 56 78"),
        ("0031612345678", "+31612345678", "06 12 34 56 78"),
        ("٠٦١٢٣٤٥٦٧٨", "+31612345678", "06 12 34 56 78"),
        ("030 2345678", "+31302345678", "030 234 5678"),
        ("+48 512 345 678", "+48512345678", "+48 512 345 678"),
        ("mijn mail is fatma@voorbeeld.nl.", "fatma@voorbeeld.nl", "fatma@voorbeeld.nl"),
    ],
)
def test_as_people_write_it(typed: str, value: str, shown: str) -> None:
    found = read_contact(typed)
    assert (found.value, found.shown) == (value, shown)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("06 1234 567", "too_short"),
        ("06 1234 56789", "too_long"),
        ("0212345678", "no_such_number"),
        ("fatma@", "bad_mail"),
        ("fatma@voorbeeld", "bad_mail"),
        ("dat zeg ik liever niet", "neither"),
        ("", "neither"),
    ],
)
def test_what_is_wrong_is_known(typed: str, problem: str) -> None:
    with pytest.raises(ContactError) as error:
        read_contact(typed)
    assert error.value.problem == problem


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("a@gmial.com", "a@gmail.com"), ("a@hotmial.com", "a@hotmail.com"), ("a@gmail.con", "a@gmail.com"),
     ("a@gmail.com", ""), ("a@school.nl", ""), ("a@live.nl", "")],
)  # fmt: skip
def test_a_slip_of_the_finger_is_noticed(typed: str, meant: str) -> None:
    assert read_contact(typed).rather == meant


@given(st.integers(0, 99_999_999).map(lambda n: f"06{n:08}"), st.sampled_from(["", " ", "-"]))
def test_every_dutch_mobile_number_is_read_back_as_itself(number: str, between: str) -> None:
    typed = between.join([number[:2], number[2:6], number[6:]])
    parsed = phonenumbers.parse(number, "NL")
    if phonenumbers.is_valid_number(parsed):
        found = read_contact(typed)
        assert found.shown.replace(" ", "") == number
        assert shown_phone(found.value) == found.shown


@given(st.text(max_size=300))
def test_any_text_is_a_contact_or_a_known_problem(text: str) -> None:
    try:
        found = read_contact(text).value
    except ContactError as error:
        found = error.problem
    assert found


@pytest.mark.parametrize("yes", ["ja", "Ja graag!", "yes", "evet", "نعم", "Tak", "так", "prima"])
def test_a_yes_in_every_language(yes: str) -> None:
    assert said_yes(yes) is True


@pytest.mark.parametrize("no", ["nee", "Liever niet.", "no", "hayır", "لا", "nie", "ні"])
def test_a_no_in_every_language(no: str) -> None:
    assert said_yes(no) is False


@pytest.mark.parametrize("text", ["misschien", "ja maar wat kost het", "neem contact op", ""])
def test_anything_else_is_neither(text: str) -> None:
    assert said_yes(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "wat kan ik nog doen",
        "en dan?",
        "who can help",
        "nasıl yaparım",
        "هل يمكنني",
        "czy mogę",
        "як це зробити",
    ],
)
def test_a_question_in_return_is_known(text: str) -> None:
    assert asks_something(text)


@pytest.mark.parametrize(
    "text", ["Waalwijk", "Hoensbroek", "من أوترخت", "weet ik niet", "12 november", "CO3"]
)
def test_an_answer_is_no_question(text: str) -> None:
    assert not asks_something(text)


@pytest.mark.parametrize("text", ["06 1234 5678", "bel mij op 0612345678", "fatma@example.org", "٠٦١٢٣٤٥٦٧٨"])
def test_a_number_or_an_address_is_told_from_other_words(text: str) -> None:
    assert is_contact(text)


@pytest.mark.parametrize("text", ["3512", "3512 AB", "Utrecht", "obs De Brug", "hij is 6"])
def test_a_place_or_a_school_is_no_contact(text: str) -> None:
    assert not is_contact(text)
