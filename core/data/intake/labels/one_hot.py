"""Labels that a table spreads over columns of 0 and 1, one a class, as Roboflow and many competitions write them."""

from dataclasses import replace

from core.data.intake.labels.table import Table

_ONE, _FLAGS = {"1", "1.0"}, {"0", "1", "0.0", "1.0"}
_ENOUGH = 0.5  # of the rows have a single 1; the others are of no class or of several, and have no label
_NAMED = 3  # classes in the name of the column that is made


def add_class_column(table: Table) -> Table:
    """The table with a column that says the class of each row, if columns of 0 and 1 say it."""
    values = {column: table.list_values(column) for column in table.columns}
    classes = [column for column, cells in values.items() if cells and set(cells) <= _FLAGS]
    said = [[column for column in classes if values[column][row] in _ONE] for row in range(len(table.rows))]
    single = sum(len(columns) == 1 for columns in said)
    if len(classes) < 2 or single < _ENOUGH * len(said):
        return table
    made = " / ".join(classes[:_NAMED]) + (" / …" if len(classes) > _NAMED else "")
    width = len(table.columns)
    labels = (columns[0] if len(columns) == 1 else "" for columns in said)
    rows = [[*row, *[""] * (width - len(row)), label] for row, label in zip(table.rows, labels, strict=True)]
    return replace(table, columns=[*table.columns, made], rows=rows, made=made)
