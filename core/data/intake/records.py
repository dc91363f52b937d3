"""Read a file that is to be a picture of a dataset, and say in a record what it is."""

from pathlib import Path

from core import files
from core.data.index import Record, Split, fingerprint
from core.data.pixels.decode import PictureError, examine_and_show, read
from core.data.pixels.measures import ENOUGH, Measured, measure


def read_record(
    root: Path, path: str, label: str, split: Split | None, copy_from: Path | None = None
) -> tuple[Record, Measured | None]:
    """The record and the measures of the file at `path` below `root`; with `copy_from` it is first copied from there.

    A file that cannot be used gets a record that says why, and no measures.
    """
    record = Record(path=path, label=label, split=split)
    try:
        data = read((copy_from or root) / path, path)
        if copy_from:
            _write(root / path, data)
        record = record.model_copy(update={"sha256": fingerprint(data)})
        size, shown = examine_and_show(data, path, enough=ENOUGH)
    except PictureError as error:
        return record.refuse(error.kind, error.message), None
    return record.model_copy(update={"width": size.width, "height": size.height}), measure(shown, record.sha256)


def _write(path: Path, data: bytes) -> None:
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
