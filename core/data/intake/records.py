"""Read a file that is to be a picture of a dataset, and say in a record what it is."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core import files
from core.data.index import Record, Split, fingerprint
from core.data.intake.read_files import NOTHING_READ, Read, ReadFiles
from core.data.pixels.decode import PictureError, Size, examine_and_show, read
from core.data.pixels.measures import ENOUGH, Measured, measure
from core.data.pixels.stripping.strip import strip_metadata


def read_record(root: Path, path: str, label: str, split: Split | None, earlier: ReadFiles = NOTHING_READ) -> Read:
    """The record and the measures of the file at `path` below `root`, unless they were measured `earlier`."""
    return _make_record(Record(path=path, label=label, split=split), lambda: read(root / path, path), earlier)


def store_record(
    root: Path, path: str, label: str, split: Split | None, source: Path, earlier: ReadFiles = NOTHING_READ
) -> Read:
    """The same of a file at `path` below `source` that is first put below `root`, without its metadata.

    What is stored is ours, and a place or a name in it could leave this machine with it. `source` may be `root`.
    """

    def store() -> bytes:
        data = read(source / path, path)
        stripped = strip_metadata(data, path)
        if source != root or stripped != data:
            _write(root, path, stripped)
        return stripped

    return _make_record(Record(path=path, label=label, split=split), store, earlier)


def _make_record(record: Record, read_file: Callable[[], bytes], earlier: ReadFiles) -> Read:
    try:
        data = read_file()
        record = replace(record, sha256=fingerprint(data))
        size, measured = earlier.find_measured(record.sha256) or _measure(data, record)
    except PictureError as error:
        return record.refuse(error.kind, error.message), None
    return replace(record, width=size.width, height=size.height), measured


def _measure(data: bytes, record: Record) -> tuple[Size, Measured]:
    size, shown = examine_and_show(data, record.path, enough=ENOUGH)
    return size, measure(shown, record.sha256)


def _write(root: Path, path: str, data: bytes) -> None:
    """Write it as a whole or not at all, so that an addition which goes on never takes a part for the picture."""
    target, half = root / path, files.temporary_path(root)
    with files.disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(data)
        half.replace(target)
