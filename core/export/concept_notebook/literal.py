"""Values as Python that makes them again: numbers to the last digit, arrays, and the dataclasses of `core.concepts`."""

import importlib
import math
import pprint
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

WIDTH = 110
LONGEST_LINE = 1000  # characters of a text that stay in one


@dataclass(frozen=True)
class Entry:
    """An entry of a table of `core.concepts`, such as a surface: functions cannot be written as numbers."""

    module: str
    table: str
    key: str

    def read(self) -> object:
        return getattr(importlib.import_module(self.module), self.table)[self.key]


@dataclass(frozen=True)
class Result:
    """What an earlier computation of the notebook has returned, by its name."""

    name: str


def write_value(value: object) -> str:
    """Python whose value it is.

    Raises:
        TypeError: there is no way to write this kind of value.

    """
    if isinstance(value, Entry):
        return f"{value.table}[{value.key!r}]"
    if isinstance(value, Result):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        parts = ", ".join(f"{one.name}={write_value(getattr(value, one.name))}" for one in fields(value))
        return f"{type(value).__name__}({parts})"
    if isinstance(value, np.ndarray):
        return f"np.array({_lay_out(value.tolist())})"
    if isinstance(value, tuple | list):
        return _write_sequence(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {write_value(one)}" for key, one in value.items()) + "}"
    return _write_plain(value)


def _write_sequence(values: tuple[Any, ...] | list[Any]) -> str:
    inside = ", ".join(write_value(one) for one in values)
    if isinstance(values, list):
        return f"[{inside}]"
    return f"({inside},)" if len(values) == 1 else f"({inside})"


def _write_plain(value: object) -> str:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if isinstance(value, str) and len(value) > LONGEST_LINE:
        return _break(value)
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    raise TypeError(f"a {type(value).__name__} cannot be written into a notebook")


def _break(text: str) -> str:
    """A long text in lines, which Python puts together again."""
    lines = (repr(text[first : first + WIDTH]) for first in range(0, len(text), WIDTH))
    return "(\n" + "\n".join(lines) + "\n)"


def _lay_out(rows: object) -> str:
    return pprint.pformat(rows, width=WIDTH, compact=True)


def find_classes(value: object) -> list[tuple[str, str]]:
    """The dataclasses and tables that the written value needs, as module and name."""
    if isinstance(value, Entry):
        return [(value.module, value.table)]
    if isinstance(value, Result):
        return []
    if is_dataclass(value) and not isinstance(value, type):
        inside = [found for one in fields(value) for found in find_classes(getattr(value, one.name))]
        return [(type(value).__module__, type(value).__name__), *inside]
    if isinstance(value, tuple | list):
        return [found for one in value for found in find_classes(one)]
    return [found for one in value.values() for found in find_classes(one)] if isinstance(value, Mapping) else []
