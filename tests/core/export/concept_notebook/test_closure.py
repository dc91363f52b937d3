"""What is taken along is all that is needed, once, in an order that works, and two things keep two names."""

import ast

from core.export.concept_notebook.closure import collect


def codes(*wanted):
    return {chapter.module.rpartition(".")[2]: chapter for chapter in collect(wanted)}


def test_only_what_is_used_comes_along_and_the_used_file_comes_first():
    chapters = codes(("core.concepts.slopes", "slope_trace"))
    assert list(chapters) == ["activations", "slopes"]
    assert "def gelu(" in chapters["activations"].code
    assert "softmax" not in chapters["activations"].code
    assert "import math" in chapters["activations"].imports


def test_types_stay_behind():
    for chapter in collect([("core.concepts.recurrent.text_training", "train_on_text")]):
        tree = ast.parse(chapter.code)
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        assert functions
        assert all(function.returns is None for function in functions)
        assert "NDArray" not in chapter.code


def test_a_name_that_two_files_use_is_told_apart():
    chapters = codes(("core.concepts.recurrent.unrolled", "unroll"))
    taken = [name for chapter in chapters.values() for name in chapter.names]
    assert len(taken) == len(set(taken))
    renamed = {name for name in taken if "_of_" in name}
    assert renamed
    for name in renamed:
        module = name.rpartition("_of_")[2]
        assert name in chapters[module].code
        assert sum(name in chapter.code for chapter in chapters.values()) == 1


def test_a_field_with_a_default_stays_a_field():
    settings = codes(("core.concepts.descent.optimizers", "Settings"))["optimizers"]
    assert "learning_rate: object = 0.01" in settings.code
