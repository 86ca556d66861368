"""Things in a long list are found where a dictionary would have found them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.hashed import Hashed


@given(things=st.lists(st.text(max_size=4)), asked=st.lists(st.text(max_size=4)))
def test_each_is_found_where_it_stood_first_and_what_is_not_there_is_minus_one(
    things: list[str], asked: list[str]
) -> None:
    wanted = things + asked
    expected = [things.index(thing) if thing in things else -1 for thing in wanted]
    assert Hashed(things).places(wanted).tolist() == expected


def test_of_nothing_nothing_is_found() -> None:
    assert Hashed().places(["ja"]).tolist() == [-1]
    assert Hashed([b"ja"]).places([]).tolist() == []
