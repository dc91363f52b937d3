r"""A table of two columns and a label, as CSV text: its points, scaled to the window.

    table = read_table("width,height,kind\n1.2,3,cat\n2.5,1,dog\n")
    table.points.places      # (2, 2), each column from -0.9 REACH to 0.9 REACH
    table.classes            # ("cat", "dog"); none where the label is a number that is predicted

A first row that is no numbers names the columns. Labels that are numbers, more than `MOST_CLASSES` different ones, are
values: they are scaled to -1 to 1, and the task is a regression.
"""

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Literal

import numpy as np

from core.concepts.activations import Array
from core.concepts.playground.own_points import MOST_POINTS
from core.concepts.playground.scenes import MOST_CLASSES, REACH, Points

Code = Literal["empty", "columns", "number", "finite", "classes", "one_class", "flat"]
Line = tuple[int, list[str]]
SAMPLE = 2000
"""Characters from which the delimiter is taken."""
FILLED = 0.9
"""The share of the window that the points take."""


class TableError(ValueError):
    """The text is no table of two columns and a label; `row` counts lines from 1, `entry` is what stands there."""

    def __init__(self, code: Code, row: int = 0, entry: str = "") -> None:
        super().__init__(code)
        self.code, self.row, self.entry = code, row, entry


@dataclass(frozen=True)
class Table:
    """What was read: `names` of the columns and the label; of the file's `rows` at most MOST_POINTS are kept."""

    points: Points
    names: tuple[str, str, str]
    classes: tuple[str, ...]
    rows: int


def read_table(text: str) -> Table:
    """Raises TableError where the text is none. Of a longer table every k-th row is taken, evenly over its length."""
    names, body = _take_names(_read_lines(text))
    kept = _thin(body)
    places = np.array([[_read_number(number, cell) for cell in row[:2]] for number, row in kept])
    labels, classes = _read_labels([row[2].strip() for _number, row in kept])
    points = Points(np.column_stack([_fit(column, FILLED * REACH) for column in places.T]), labels)
    return Table(points, names, classes, len(body))


def _read_lines(text: str) -> list[Line]:
    """The rows that are not empty; each has three cells."""
    sample = text[:SAMPLE]
    delimiter = max(",;\t", key=sample.count)
    try:
        rows = list(csv.reader(StringIO(text.lstrip("\ufeff")), delimiter=delimiter))
    except csv.Error as error:
        raise TableError("columns", 1, sample[:40]) from error
    lines = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    for number, row in lines:
        if len(row) != 3:
            raise TableError("columns", number, ",".join(row))
    return lines


def _take_names(lines: list[Line]) -> tuple[tuple[str, str, str], list[Line]]:
    """The names of the columns, and the rows below them."""
    named = bool(lines) and not any(_is_number(cell) for cell in lines[0][1][:2])
    if len(lines) == named:
        raise TableError("empty")
    x1, x2, y = (cell.strip() for cell in lines[0][1]) if named else ("x1", "x2", "y")
    return (x1, x2, y), lines[named:]


def _thin(lines: list[Line]) -> list[Line]:
    count = min(len(lines), MOST_POINTS)
    return [lines[place * len(lines) // count] for place in range(count)]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _read_number(row: int, cell: str) -> float:
    if not _is_number(cell):
        raise TableError("number", row, cell)
    value = float(cell)
    if not np.isfinite(value):
        raise TableError("finite", row, cell)
    return value


def _read_labels(cells: list[str]) -> tuple[Array, tuple[str, ...]]:
    """The labels (n,), and the names of the classes in alphabetical order, or none for values."""
    kinds = sorted(set(cells))
    if len(kinds) == 1:
        raise TableError("one_class", entry=kinds[0])
    if len(kinds) <= MOST_CLASSES:
        return np.array([kinds.index(cell) for cell in cells], dtype=np.float64), tuple(kinds)
    if not all(_is_number(cell) and np.isfinite(float(cell)) for cell in cells):
        raise TableError("classes", entry=str(len(kinds)))
    return _fit(np.array([float(cell) for cell in cells]), 1.0), ()


def _fit(column: Array, reach: float) -> Array:
    """The column scaled to -reach to reach."""
    low, high = float(column.min()), float(column.max())
    if low == high:
        raise TableError("flat", entry=f"{low:g}")
    return (2.0 * (column - low) / (high - low) - 1.0) * reach
