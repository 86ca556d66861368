"""Numbers that are kept in one byte each come back as nearly the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from bot.rounded import Rounded

TABLES = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=6),
    elements=st.floats(-1e3, 1e3, width=32),
)


@given(TABLES)
def test_no_number_is_further_off_than_half_a_step_of_its_row(table: np.ndarray) -> None:
    rounded = Rounded.of(table)
    off = np.abs(rounded.rows() - table)
    assert (off <= 0.501 * rounded.lengths[:, np.newaxis]).all()
    assert rounded.rows().dtype == np.float32
    assert (rounded.lengths <= np.abs(table).max(axis=1, initial=1.0) / 126).all()


@given(TABLES)
def test_some_rows_and_a_product_are_those_of_the_whole_table(table: np.ndarray) -> None:
    rounded = Rounded.of(table)
    every_other = np.arange(0, len(table), 2)
    assert np.array_equal(rounded.rows(every_other), rounded.rows()[::2])
    states = np.ones((table.shape[1], 2), dtype=np.float32)
    assert np.allclose(rounded.times(states), rounded.rows() @ states, rtol=1e-4, atol=1e-2)
