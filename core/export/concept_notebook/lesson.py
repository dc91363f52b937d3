"""A notebook of a concept screen: the mathematics, then calls of it with the numbers of the moment.

    call = Call("relu_trace", slope_trace, {"name": "relu", "z": z, "layer_offsets": layers})
    text = write_lesson("Activations", [call])

The notebook is the JSON of Jupyter's format 4.5, as `core.export.script.cells` writes it for training scripts: three
kinds of keys, which need no library of their own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.export.concept_notebook.closure import Chapter, collect
from core.export.concept_notebook.literal import Entry, Result, find_classes, write_value
from core.export.script.cells import Cell, write_notebook
from core.export.script.source import read_part
from core.i18n import _

SHOWING = "showing.py"


@dataclass(frozen=True)
class Call:
    """One computation of the screen: `name` is what its result is called in the notebook.

    `shown` are the parts that the notebook prints, such as "losses[-1]"; none means all of it.
    """

    name: str
    function: Callable[..., Any]
    arguments: Mapping[str, object]
    shown: Sequence[str] = ()


def write_lesson(title: str, calls: Sequence[Call]) -> str:
    """The notebook as text."""
    return write_notebook(build_cells(title, calls))


def build_cells(title: str, calls: Sequence[Call]) -> list[Cell]:
    chapters = collect([address for call in calls for address in _list_needs(call)])
    _check_names(calls, chapters)
    introduction = _("Every number of this screen of Glassbox, computed again with NumPy alone: `pip install numpy`.")
    return [
        Cell("markdown", f"# {title}\n\n{introduction}"),
        Cell("code", _write_imports(chapters)),
        *(cell for chapter in chapters for cell in _write_chapter(chapter)),
        Cell("markdown", "## " + _("The numbers of the moment")),
        Cell("code", read_part(SHOWING).strip()),
        *(Cell("code", _write_call(call)) for call in calls),
    ]


def _check_names(calls: Sequence[Call], chapters: Sequence[Chapter]) -> None:
    """Refuse a result that would take the place of a function that a later call may need."""
    taken = {name for chapter in chapters for name in chapter.names}
    for call in calls:
        if call.name in taken:
            raise ValueError(f"the mathematics has a {call.name} of its own; call the result something else")


def run_calls(calls: Sequence[Call]) -> dict[str, Any]:
    """What the notebook computes, computed here."""
    results: dict[str, Any] = {}
    for call in calls:
        results[call.name] = call.function(**{name: _resolve(value, results) for name, value in call.arguments.items()})
    return results


def _resolve(value: object, results: Mapping[str, Any]) -> object:
    if isinstance(value, Result):
        return results[value.name]
    return value.read() if isinstance(value, Entry) else value


def _list_needs(call: Call) -> list[tuple[str, str]]:
    own = (call.function.__module__, call.function.__name__)
    return [own, *(found for value in call.arguments.values() for found in find_classes(value))]


def _write_imports(chapters: Sequence[Chapter]) -> str:
    lines = {line for chapter in chapters for line in chapter.imports} | {"import numpy as np"}
    showing = {"from dataclasses import fields, is_dataclass"}
    return "\n".join([*sorted(lines | showing), "", "np.set_printoptions(precision=6, suppress=True, linewidth=110)"])


def _write_chapter(chapter: Chapter) -> list[Cell]:
    return [Cell("markdown", f"## `{chapter.module}`\n\n{chapter.about}"), Cell("code", chapter.code)]


def _write_call(call: Call) -> str:
    arguments = "".join(f"    {name}={write_value(value)},\n" for name, value in call.arguments.items())
    parts = [f"{call.name}.{part}" for part in call.shown] or [call.name]
    shown = "\n".join(f"show({part!r}, {part})" for part in parts)
    return f"{call.name} = {call.function.__name__}(\n{arguments})\n{shown}"
