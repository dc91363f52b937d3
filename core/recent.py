"""What this owner opened or chose last: what a screen begins with where its address names none.

recent.remember("dataset", "pets")
recent.last("dataset", among=datasets.names())      # "pets", or None if it is gone
"""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from core import workspace
from core.errors import InputError
from core.files import none_if_damaged, read_json, write_json

What = Literal["dataset", "model", "language"]


class _Opened(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str


def remember(what: What, name: str) -> None:
    """Record what was opened. A disk that is full changes nothing: the next screen begins with an older one."""
    if _read(what) == name:
        return
    path = workspace.current().recent / f"{what}.json"
    with suppress(InputError, OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, _Opened(name=name))


def last(what: What, among: Collection[str]) -> str | None:
    """The name that was remembered last; None if none was, or if it is none of those that are there now."""
    name = _read(what)
    return name if name in among else None


def _read(what: What) -> str | None:
    opened = _read_file(workspace.current().recent / f"{what}.json")
    return opened.name if opened else None


@none_if_damaged
def _read_file(path: Path) -> _Opened | None:
    return read_json(path, _Opened)
