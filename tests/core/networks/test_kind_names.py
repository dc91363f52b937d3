"""Layers keep Keras's names, and have the reader's words beside them."""

import inspect

from core.networks import kind_names, layers
from core.networks.kind_names import translate_kind


def test_every_kind_of_layer_has_a_name():
    kinds = {
        name for name, kind in inspect.getmembers(layers, inspect.isclass)
        if kind.__module__ == layers.__name__ and not name.startswith("_") and hasattr(kind, "output_shape")
    }  # fmt: skip
    assert kinds - {"Layer", "OnlyInTraining"} == set(kind_names.NAMES)


def test_chinese_stands_beside_the_name_and_english_does_not(monkeypatch):
    assert translate_kind("Conv2D") == "Conv2D"
    monkeypatch.setattr("core.i18n._ask_language", lambda: "zh")
    assert translate_kind("Conv2D") == "Conv2D 卷积"
    assert translate_kind("Another") == "Another"
