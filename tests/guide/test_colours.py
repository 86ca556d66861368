"""A house style that could not be read is refused; every other one gets text that can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.colours import (
    DARK_GROUND,
    FOR_SHAPES,
    FOR_TEXT,
    LIGHT_GROUND,
    IllegibleError,
    contrast,
    palette,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("colour", ["#ffff00", "#f4f1ea", "#9fd8e0", "geel", "#fff", ""])
def test_what_cannot_be_read_is_refused(colour: str) -> None:
    with pytest.raises(IllegibleError):
        palette(colour)


@given(COLOURS)
def test_whatever_is_taken_can_be_read_in_the_light_and_in_the_dark(colour: str) -> None:
    if contrast(colour, LIGHT_GROUND) < FOR_SHAPES:
        with pytest.raises(IllegibleError):
            palette(colour)
        return
    found = palette(colour)
    assert contrast(found["primary"], LIGHT_GROUND) >= FOR_SHAPES
    assert contrast(found["primary_dark"], DARK_GROUND) >= FOR_SHAPES
    assert contrast(found["on_primary"], found["primary"]) >= FOR_TEXT
    assert contrast(found["on_primary_dark"], found["primary_dark"]) >= FOR_TEXT
