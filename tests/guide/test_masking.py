"""What is kept to learn from points at nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bel mij op 06-12345678 aub", "bel mij op [nummer] aub"),
        ("mail naar jan@voorbeeld.nl graag", "mail naar [e-mail] graag"),
        ("bsn 123456782 van mijn zoon", "bsn [nummer] van mijn zoon"),
        ("NL91 ABNA 0417 1643 00 is mijn rekening", "[iban] is mijn rekening"),
        ("geboren op 3-4-2018 in mei", "geboren op [datum] in mei"),
        ("wij wonen op 3512 AB", "wij wonen op [postcode]"),
        ("Mijn zoon Ahmed zit bij juf Petra", "Mijn zoon [naam] zit bij juf [naam]"),
        ("Hoe lang duurt een TLV? Dat wil ik weten", "Hoe lang duurt een TLV? Dat wil ik weten"),
        ("٠٦١٢٣٤٥٦٧٨ رقمي", "[nummer] رقمي"),
        ("hoogachtend, drs. P. Smit, rector", "hoogachtend, drs. [naam], rector"),
        ("met groet, M.A. van der Berg", "met groet, [naam]"),
    ],
)
def test_what_points_at_a_person_is_left_out(text: str, shown: str) -> None:
    assert masked(text) == shown


@given(st.integers(600_000_000, 699_999_999), st.sampled_from(["", " ", "-", "."]))
def test_no_phone_number_gets_through(number: int, between: str) -> None:
    typed = between.join([f"0{number}"[:2], f"0{number}"[2:6], f"0{number}"[6:]])
    assert str(number)[2:] not in masked(f"mijn nummer is {typed}, bel maar").replace(between or "\0", "")
