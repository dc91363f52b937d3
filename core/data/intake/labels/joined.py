"""Tables that belong together: one a split, `train.csv` and `val.csv`, or one in each folder, `train/_classes.csv`.

A table that lies in a folder of pictures names them without that folder.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.data.index import Split
from core.data.intake.labels import table
from core.data.intake.labels.match import PictureFinder
from core.data.intake.labels.one_hot import add_class_column
from core.data.intake.labels.table import Table
from core.data.intake.layout.split_names import find_split, take_split
from core.errors import InputError
from core.units import join_names

SEPARATOR = "|"  # between the files of one table, where a person names several
SPLIT = "split"  # the column that is made of the names of files or folders


@dataclass(frozen=True)
class LabelFiles:
    """The files of one table, relative to the pictures' folder where they lie in it, and all of their rows."""

    files: Sequence[str]
    table: Table

    @property
    def shown(self) -> str:
        return join_names(dict.fromkeys(Path(file).name for file in self.files))

    @property
    def named(self) -> str:
        return SEPARATOR.join(self.files)


def read_files(root: Path, paths: Sequence[Path], finder: PictureFinder) -> LabelFiles:
    """The rows of all of these files.

    Raises:
        InputError: one of them is gone, too large, or no table.

    """
    return _join(root, [(path, table.read(path)) for path in paths], finder)


def group_files(root: Path, paths: Sequence[Path], finder: PictureFinder) -> list[LabelFiles]:
    """The tables among these files, those of one kind together; what is no table is left out."""
    groups = defaultdict[tuple[str, tuple[str, ...]], list[tuple[Path, Table]]](list)
    for path in paths:
        try:
            read = table.read(path)
        except InputError:  # a file that happens to lie here, and nobody has named it
            continue
        groups[take_split(path.name.casefold())[0], tuple(read.columns)].append((path, read))
    return [_join(root, found, finder) for found in groups.values()]


def _join(root: Path, found: Sequence[tuple[Path, Table]], finder: PictureFinder) -> LabelFiles:
    files = [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path, _ in found]
    _, first = found[0]
    if len(found) == 1:
        return LabelFiles(files, add_class_column(first))
    splits = [_find_split(path, root) for path, _ in found]
    told = all(splits) and SPLIT not in first.columns
    rows: list[Sequence[str]] = []
    for (path, read), file, split in zip(found, files, splits, strict=True):
        folder = file.removesuffix(path.name)
        own = [[_name_picture(cell, folder, finder) for cell in row] for row in read.rows]
        rows += [[*row, *[""] * (len(first.columns) - len(row)), str(split)] for row in own] if told else own
    columns = [*first.columns, SPLIT] if told else first.columns
    return LabelFiles(files, add_class_column(replace(first, columns=columns, rows=rows)))


def _find_split(path: Path, root: Path) -> Split | None:
    return take_split(path.stem)[1] or (find_split(path.parent.name) if path.parent != root else None)


def _name_picture(cell: str, folder: str, finder: PictureFinder) -> str:
    """The path of a picture that lies beside its table; any other cell as it is."""
    return f"{folder}{cell.strip()}" if folder and finder.has(f"{folder}{cell.strip()}") else cell
