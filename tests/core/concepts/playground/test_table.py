"""A table of two columns and a label becomes points; what is none gets its row named."""

import numpy as np
import pytest

from core.concepts.playground.own_points import MOST_POINTS
from core.concepts.playground.scenes import REACH
from core.concepts.playground.table import FILLED, TableError, read_table


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_are_scaled_and_classes_named_in_their_order(delimiter, end):
    rows = ["\ufeffwidth,height,kind", "1,10,dog", "3,30,cat", "", "2,20,cat"]
    table = read_table(end.join(row.replace(",", delimiter) for row in rows))
    assert table.names == ("width", "height", "kind")
    assert table.classes == ("cat", "dog")
    assert table.points.labels.tolist() == [1, 0, 0]
    reach = FILLED * REACH
    np.testing.assert_allclose(table.points.places, [[-reach, -reach], [reach, reach], [0, 0]])


def test_without_names_the_first_row_counts():
    table = read_table("1,2,a\n3,4,b\n")
    assert table.rows == 2
    assert table.names == ("x1", "x2", "y")


def test_many_different_numbers_are_values():
    table = read_table("".join(f"{k},{k * k},{10 * k}\n" for k in range(11)))
    assert table.classes == ()
    np.testing.assert_allclose(table.points.labels, np.linspace(-1, 1, 11))


def test_of_a_long_table_rows_are_taken_evenly():
    table = read_table("".join(f"{k},{min(k, MOST_POINTS)},{k % 2}\n" for k in range(3 * MOST_POINTS)))
    assert table.rows == 3 * MOST_POINTS
    assert len(table.points.labels) == MOST_POINTS
    across, up = table.points.places.T
    assert np.ptp(np.diff(across)) < 1e-9
    assert (up == up.max()).mean() == pytest.approx(2 / 3, abs=0.01)


@pytest.mark.parametrize(
    ("text", "code", "row", "entry"),
    [
        ("", "empty", 0, ""),
        ("x,y,kind\n", "empty", 0, ""),
        ("1,2\n3,4\n", "columns", 1, "1,2"),
        ("1,2,a\n3,4,b,c\n", "columns", 2, "3,4,b,c"),
        ("x,y,kind\n1,2,a\nwide,4,b\n", "number", 3, "wide"),
        ("1,2,a\n3,nan,b\n", "finite", 2, "nan"),
        ("1,2,a\n3,4,a\n", "one_class", 0, "a"),
        ("1,2,a\n1,4,b\n", "flat", 0, "1"),
        ("".join(f"{k},{k},kind{k}\n" for k in range(9)), "classes", 0, "9"),
    ],
)
def test_what_is_no_such_table_is_told_with_its_row(text, code, row, entry):
    with pytest.raises(TableError) as told:
        read_table(text)
    assert (told.value.code, told.value.row, told.value.entry) == (code, row, entry)
