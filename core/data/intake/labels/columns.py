"""Which column of a table names the pictures, which one their classes, which one their splits."""

from collections.abc import Callable, Sequence

from core.data.intake.labels.table import Table
from core.data.intake.layout.label_table import ColumnFacts, Columns
from core.data.intake.layout.split_names import find_split
from core.errors import InputError
from core.i18n import N_
from core.units import join_names

_LABEL_NAMES = (
    "label", "labels", "class", "class_name", "classname", "category", "target", "species", "breed", "tag", "y",
    "diagnosis", "type", "name", "class_id", "label_name", "标签", "类别", "分类", "種類", "klasse", "kategorie", "art",
    "classe", "catégorie", "clase", "categoría", "etiqueta", "categoria", "класс", "метка",
)  # fmt: skip
_PATH_NAMES = {"file", "filename", "file_name", "path", "image", "image_path", "image_id", "img", "picture", "id"}
_MOST_TRIED = 500  # rows; enough to know which column holds file names
_ENOUGH = 0.5  # of those rows have to name a picture
_SHOWN = 4  # values of a column


def describe_columns(table: Table, is_picture: Callable[[str], bool]) -> list[ColumnFacts]:
    """What each column holds, for whoever chooses others than those that were found."""
    described = []
    for column in table.columns:
        values = [value for value in table.list_values(column) if value]
        different = tuple(dict.fromkeys(values))
        pictures = sum(map(is_picture, values))
        described.append(ColumnFacts(column, pictures, len(different), different[:_SHOWN]))
    return described


def is_named_like_labels(column: str) -> bool:
    return column.strip().casefold() in _LABEL_NAMES


def find_columns(
    table: Table, is_picture: Callable[[str], bool], path: str | None = None, label: str | None = None
) -> Columns | None:
    """The columns by what they hold, or as named; None if a column cannot be found.

    Raises:
        InputError: a named column is not there.

    """
    for column in (path, label):
        if column is not None and column not in table.columns:
            raise InputError(
                N_("The table of labels has no column {column}. It has: {known}."),
                column=column, known=join_names(table.columns),
            )  # fmt: skip
    path = path or _find_path_column(table, is_picture)
    if path is None:
        return None
    others = [column for column in table.columns if column != path]
    split = next((column for column in others if column != label and _holds_splits(table, column)), None)
    label = label or _find_label_column(table, [column for column in others if column != split])
    return Columns(path, label, split) if label else None


def _find_path_column(table: Table, is_picture: Callable[[str], bool]) -> str | None:
    def find(column: str) -> list[str]:
        return [value for value in table.list_values(column)[:_MOST_TRIED] if value and is_picture(value)]

    if not table.rows:
        return next((column for column in table.columns if column.strip().casefold() in _PATH_NAMES), None)
    named = {column: find(column) for column in table.columns}
    best = max(table.columns, key=lambda column: len(set(named[column])))  # a class 0 is no picture 0.jpg
    tried = min(len(table.rows), _MOST_TRIED)
    return best if named[best] and len(named[best]) >= _ENOUGH * tried else None


def _holds_splits(table: Table, column: str) -> bool:
    values = set(table.list_values(column)) - {""}
    return len(values) > 1 and all(find_split(value) for value in values)


def _find_label_column(table: Table, columns: Sequence[str]) -> str | None:
    """A column named like labels, else the one with the fewest different values, two or more."""
    if not table.rows:
        return next((column for column in columns if is_named_like_labels(column)), None)
    different = {column: len(set(table.list_values(column)) - {""}) for column in columns}
    repeating = [column for column in columns if 2 <= different[column] <= max(2, len(table.rows) // 2)]
    named = [column for name in _LABEL_NAMES for column in repeating if column.strip().casefold() == name]
    texts = [column for column in repeating if not _holds_fractions(table, column)]
    return next(iter(named), None) or table.made or min(texts, key=different.__getitem__, default=None)


def _holds_fractions(table: Table, column: str) -> bool:
    """Whether its values are measures, as of a box, and no classes."""
    values = (value.replace(",", ".") for value in table.list_values(column)[:_MOST_TRIED])
    return any("." in value and _is_number(value) for value in values)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
