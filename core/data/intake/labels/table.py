"""Read a table of labels: CSV with any usual separator, JSON in its usual shapes, JSON Lines, lists of texts."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.i18n import N_

ENDINGS = {".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"}
MOST_BYTES = 100_000_000
_SEPARATORS = ",;\t|"
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".avif"}
_DAMAGED = N_(
    "{file} cannot be read as a table of labels. Save it as CSV (UTF-8) with a line of column names, or JSON."
)


@dataclass(frozen=True)
class Table:
    """Rows of texts under the names of their columns; a row can be shorter than `columns`.

    `made` is a column of classes that was made of columns of 0 and 1, if there is one.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    made: str | None = None

    def list_values(self, column: str) -> list[str]:
        """The values of a column, empty where a row ends before it."""
        place = self.columns.index(column)
        return [row[place].strip() if place < len(row) else "" for row in self.rows]


def read(path: Path) -> Table:
    """Read a table; columns of a CSV that begins with a picture's name are called 1, 2, ...

    Raises:
        InputError: it is gone, too large, or no table.

    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError("too large")
        text = _decode(path.read_bytes())
        if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
            return _from_rows(_list_json_rows(_parse_json(text)))
        return _parse_csv(text)
    except FileNotFoundError as error:
        raise InputError(N_("There is no file {file} with labels. Check its path."), file=path.name) from error
    except (OSError, ValueError, RecursionError, csv.Error) as error:
        raise InputError(_DAMAGED, file=path.name) from error


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030" if _reads_as_chinese(data) else "cp1252", "replace")


def _reads_as_chinese(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    signs = [sign for sign in text if not sign.isascii()]
    return 2 * sum(bool(sign.encode("gb2312", "ignore")) for sign in signs) >= len(signs)


def _parse_csv(text: str) -> Table:
    rows = _split_rows(text)
    if not rows:
        raise ValueError("it is empty")
    first = [cell.strip() for cell in rows[0]]
    if any(Path(cell).suffix.lower() in _PICTURES for cell in first):
        return Table([str(number) for number in range(1, len(first) + 1)], rows)
    columns = [cell or str(number) for number, cell in enumerate(first, 1)]
    return Table(columns, rows[1:])


def _split_rows(text: str) -> list[list[str]]:
    """The cells of each row that has some; where no separator is used, a path and, after a space, its class."""
    head = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=head.count)
    if separator not in head:
        return [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _list_json_rows(content: Any) -> Sequence[Mapping[str, Any]]:
    if isinstance(content, list):
        return [row for row in content if isinstance(row, dict)]
    if not isinstance(content, dict):
        raise ValueError("it is neither a list nor an object")
    if {"images", "annotations", "categories"} <= content.keys():
        return _join_coco(content)
    lists = {key: value for key, value in content.items() if isinstance(value, list)}
    objects = next((value for value in lists.values() if value and isinstance(value[0], dict)), None)
    if objects is not None:
        return [row for row in objects if isinstance(row, dict)]
    if lists and len(lists) == len(content):
        return _from_lists(lists)
    if any(isinstance(value, dict) for value in content.values()):
        return [{"file": key, **value} for key, value in content.items() if isinstance(value, dict)]
    return [{"file": key, "label": value} for key, value in content.items()]


def _from_lists(lists: Mapping[str, list[Any]]) -> Sequence[Mapping[str, Any]]:
    """Columns of a table, or the files of each class."""
    if all(values and all("." in str(value) for value in values) for values in lists.values()):
        return [{"file": value, "label": label} for label, values in lists.items() for value in values]
    return [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]


def _join_coco(content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """A row a picture with the name of its category, of the form that COCO made common."""
    try:
        files = {image["id"]: image["file_name"] for image in content["images"]}
        labels = {category["id"]: category["name"] for category in content["categories"]}
        return [{"file": files[one["image_id"]], "label": labels[one["category_id"]]} for one in content["annotations"]]
    except (KeyError, TypeError) as error:
        raise ValueError("its annotations name what is not there") from error


def _from_rows(rows: Iterable[Mapping[str, Any]]) -> Table:
    listed = list(rows)
    columns = list(dict.fromkeys(key for row in listed for key in row))
    if not columns:
        raise ValueError("it has no rows")
    return Table(columns, [[_to_text(row.get(column)) for column in columns] for row in listed])


def _to_text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)
