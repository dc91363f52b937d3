"""Runs the notebook of a lesson as Jupyter would, cell by cell in one namespace, and compares results part by part."""

import contextlib
import io
import json
import sys
import types
from dataclasses import fields, is_dataclass

import numpy as np


def run_cells(text, name="notebook"):
    """The namespace after all code cells, and what they have printed."""
    module = types.ModuleType(name)
    sys.modules[name] = module  # dataclasses look there
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            for cell in json.loads(text)["cells"]:
                if cell["cell_type"] == "code":
                    exec(compile("".join(cell["source"]), cell["id"], "exec"), vars(module))
    finally:
        del sys.modules[name]
    return vars(module), printed.getvalue()


def assert_same(one, other, where="result"):
    """To the last bit: dataclasses by their fields, arrays, sequences, tables; functions have no value to compare."""
    if is_dataclass(other) and not isinstance(other, type):
        assert type(one).__name__ == type(other).__name__, where
        for field in fields(other):
            assert_same(getattr(one, field.name), getattr(other, field.name), f"{where}.{field.name}")
    elif isinstance(other, np.ndarray):
        np.testing.assert_array_equal(one, other, err_msg=where)
    elif isinstance(other, tuple | list):
        assert len(one) == len(other), where
        for place, parts in enumerate(zip(one, other, strict=True)):
            assert_same(*parts, f"{where}[{place}]")
    elif isinstance(other, dict):
        assert one.keys() == other.keys(), where
        for key in other:
            assert_same(one[key], other[key], f"{where}[{key!r}]")
    elif not callable(other):
        assert one == other or (one != one and other != other), where
