"""A notebook computes what the program computes, needs NumPy alone, and is one that Jupyter reads."""

import json
import re
import sys

import pytest

from core.concepts.descent.formula import surface
from core.concepts.descent.optimizers import Settings
from core.concepts.descent.race import run
from core.concepts.network import trace
from core.export.concept_notebook.lesson import Call, run_calls, write_lesson
from core.export.concept_notebook.literal import Result
from tests.core.export.concept_notebook.notebooks import assert_same, run_cells

CALLS = [
    Call("ground", surface, {"text": "x^2/4 + sin(y)", "half_width": 3.0, "start": (1.0, 1.0)}),
    Call(
        "adam_run",
        run,
        {"surface": Result("ground"), "optimizer": "adam", "start": (1.0, 2.0), "settings": Settings(), "count": 5},
        shown=("losses", "steps[2].m_hat"),
    ),
]
TEXT = write_lesson("Optimisers", CALLS)


def test_it_computes_the_same_and_prints_what_is_asked_for():
    namespace, printed = run_cells(TEXT)
    for name, value in run_calls(CALLS).items():
        assert_same(namespace[name], value, name)
    assert "adam_run.steps[2].m_hat = " in printed
    assert "adam_run.path" not in printed


def test_it_needs_numpy_alone():
    imports = re.findall(r"^(?:import|from) (\w+)", "".join(json.loads(TEXT)["cells"][1]["source"]), re.MULTILINE)
    assert set(imports) - set(sys.stdlib_module_names) == {"numpy"}
    assert "core" not in imports


def test_its_form_is_that_of_jupyter():
    notebook = json.loads(TEXT)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    for cell in notebook["cells"]:
        needed = {"cell_type", "id", "metadata", "source"}
        if cell["cell_type"] == "code":
            needed |= {"execution_count", "outputs"}
        assert set(cell) == needed


def test_a_result_may_not_take_the_name_of_a_function():
    with pytest.raises(ValueError, match="trace of its own"):
        write_lesson("Network", [Call("trace", trace, {"network": None, "x": 0, "y": 0, "learning_rate": 0.1})])
