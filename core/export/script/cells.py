"""Cells of `# %%`, as editors know them, written as a script or as a notebook."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

MARK = "# %%"
Kind = Literal["code", "markdown", "train"]


@dataclass(frozen=True)
class Cell:
    """A piece of text, of code, or of code that trains: a script does that only when it is run, not when imported."""

    kind: Kind
    text: str


def split_cells(text: str) -> list[Cell]:
    """The cells of a text whose first line is a mark; code before any mark is a cell by itself."""
    return [cell for cell in _split(text) if cell.text]


def _split(text: str) -> Iterator[Cell]:
    first, *others = f"\n{text}".split(f"\n{MARK}")
    yield Cell("code", first.strip())
    for one in others:
        head, _newline, body = one.partition("\n")
        if "markdown" in head:
            yield Cell("markdown", "\n".join(line.removeprefix("#").strip() for line in body.strip().splitlines()))
        else:
            yield Cell("train" if "train" in head else "code", body.strip())


def write_script(cells: Sequence[Cell], docstring: str) -> str:
    """The cells as one Python file."""
    parts = [f'"""{docstring}"""\n']
    for cell in cells:
        if cell.kind == "markdown":
            lines = "\n".join(f"# {line}".rstrip() for line in cell.text.splitlines())
            parts.append(f"{MARK} [markdown]\n{lines}\n")
        elif cell.kind == "train":
            parts.append(f'{MARK}\nif __name__ == "__main__":\n{textwrap.indent(cell.text, "    ")}\n')
        else:
            parts.append(f"{MARK}\n{cell.text}\n")
    return "\n".join(parts)


def write_notebook(cells: Sequence[Cell]) -> str:
    """The cells as a notebook of Jupyter, version 4.5 of its format; what trains is tagged so."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": [_describe(number, cell) for number, cell in enumerate(cells)],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _describe(number: int, cell: Cell) -> dict[str, object]:
    common = {"id": f"cell-{number}", "source": cell.text.splitlines(keepends=True)}
    if cell.kind == "markdown":
        return {"cell_type": "markdown", "metadata": {}, **common}
    tags = {"tags": ["train"]} if cell.kind == "train" else {}
    return {"cell_type": "code", "metadata": tags, "execution_count": None, "outputs": [], **common}


def read_definitions(notebook: str) -> str:
    """All code of a notebook but what trains, as one script."""
    cells = [cell for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if not cell["metadata"].get("tags")) + "\n"
