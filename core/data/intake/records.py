"""Read a file that is to be a picture of a dataset, and say in a record what it is."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core import files
from core.data.index import Record, Split, fingerprint
from core.data.intake.measured_files import NONE, MeasuredFiles
from core.data.pixels.decode import PictureError, Size, examine_and_show, read
from core.data.pixels.measures import ENOUGH, Measured, measure
from core.data.pixels.stripping.strip import strip_metadata

Read = tuple[Record, Measured | None]  # a file that cannot be used has a record that says why, and no measures


def read_record(root: Path, path: str, label: str, split: Split | None, earlier: MeasuredFiles = NONE) -> Read:
    """The record and the measures of the file at `path` below `root`, unless they were measured `earlier`."""
    return _make_record(Record(path=path, label=label, split=split), lambda: read(root / path, path), earlier)


def store_record(
    root: Path, path: str, label: str, split: Split | None, source: Path, earlier: MeasuredFiles = NONE
) -> Read:
    """The same of a file at `path` below `source` that is first put below `root`, without its metadata.

    What is stored is ours, and a place or a name in it could leave this machine with it. `source` may be `root`.
    """

    def store() -> bytes:
        data = read(source / path, path)
        stripped = strip_metadata(data, path)
        if source != root or stripped != data:
            _write(root / path, stripped)
        return stripped

    return _make_record(Record(path=path, label=label, split=split), store, earlier)


def _make_record(record: Record, read_file: Callable[[], bytes], earlier: MeasuredFiles) -> Read:
    try:
        data = read_file()
        record = replace(record, sha256=fingerprint(data))
        size, measured = earlier.find(record.sha256) or _measure(data, record)
    except PictureError as error:
        return record.refuse(error.kind, error.message), None
    return replace(record, width=size.width, height=size.height), measured


def _measure(data: bytes, record: Record) -> tuple[Size, Measured]:
    size, shown = examine_and_show(data, record.path, enough=ENOUGH)
    return size, measure(shown, record.sha256)


def _write(path: Path, data: bytes) -> None:
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
