"""Read a file that is to be a picture of a dataset, and say in a record what it is."""

from pathlib import Path

from core import files
from core.data.index import Record, Split, fingerprint
from core.data.pixels.decode import PictureError, examine, read


def read_record(root: Path, path: str, label: str, split: Split | None, copy_from: Path | None = None) -> Record:
    """The record of the file at `path` below `root`; with `copy_from` it is first copied from there to `root`.

    A file that cannot be used gets a record that says why.
    """
    record = Record(path=path, label=label, split=split)
    try:
        data = read((copy_from or root) / path, path)
        if copy_from:
            _write(root / path, data)
        record = record.model_copy(update={"sha256": fingerprint(data)})
        size = examine(data, path)
    except PictureError as error:
        return record.refuse(error.kind, error.message)
    return record.model_copy(update={"width": size.width, "height": size.height})


def _write(path: Path, data: bytes) -> None:
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
