"""Files as a crash, a full disk or a bad disk leaves them, in a workspace that is put back after each damage."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.backbone import features
from core.data import datasets
from core.data.datasets import Dataset
from core.runs import folder
from core.runs.folder import RunFolder

PICTURES = {".png"}


def _garbled(data: bytes) -> bytes:
    third = len(data) // 3
    return data[:third] + b"\xff\x00\xfe" * max(1, third // 3) + data[third + 3 * max(1, third // 3) :]


def _altered(data: bytes) -> bytes:
    """One digit or letter is another, so that it still is what it was to anybody who only parses it; else one bit."""
    places = [match.start() for match in re.finditer(rb"(?<=[0-9a-z])[1-8b-y](?=[0-9a-z\".,])", data)]
    if b"\x00" in data or not places:
        middle = len(data) // 2
        return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    place = places[len(places) // 2]
    return data[:place] + bytes([data[place] + 1]) + data[place + 1 :]


DAMAGES: Mapping[str, Callable[[bytes], bytes | None]] = {
    "missing": lambda data: None,
    "empty": lambda data: b"",
    "half": lambda data: data[: len(data) // 2],
    "cut at a line's end": lambda data: data[: data[: len(data) * 2 // 3].rfind(b"\n") + 1],
    "garbled": _garbled,
    "altered": _altered,
}


@dataclass(frozen=True)
class _Kept:
    data: bytes
    written: tuple[int, int]


class House:
    """A GLASSBOX_HOME of which every file but the pictures is remembered."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._kept = {path: _Kept(path.read_bytes(), _times(path)) for path in self._files()}

    def _files(self) -> Iterator[Path]:
        for parent, _folders, names in os.walk(self.home):
            yield from (Path(parent, name) for name in names if Path(name).suffix not in PICTURES)

    @contextmanager
    def damaged(self, path: Path, damage: str) -> Iterator[bool]:
        """Damage a file, and put everything back afterwards; says whether that changed the file at all."""
        before = path.read_bytes()
        after = DAMAGES[damage](before)
        self.forget()
        try:
            if after is None:
                path.unlink()
            elif after != before:
                path.write_bytes(after)
            yield after != before
        finally:
            self.put_back()

    def put_back(self) -> None:
        for path in list(self._files()):
            if path not in self._kept:
                path.unlink()
        for path, kept in self._kept.items():
            if not path.exists() or path.stat().st_mtime_ns != kept.written[1] or path.stat().st_size != len(kept.data):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(kept.data)
                os.utime(path, ns=kept.written)

    def forget(self) -> None:
        """What this process has read before."""
        st.cache_data.clear()
        st.cache_resource.clear()
        features._session.cache_clear()

    def find_run(self, dataset: str, state: str = "finished") -> RunFolder:
        return next(run for run in folder.all_runs() if run.spec().dataset == dataset and run.state().state == state)

    def dataset(self, name: str) -> Dataset:
        return datasets.load(name)


def _times(path: Path) -> tuple[int, int]:
    return path.stat().st_atime_ns, path.stat().st_mtime_ns
