"""The Convolution screen: presets, the address, what a bad link does, and that it shows the trace's numbers."""

import pytest

from core.concepts.convolution.patterns import PATTERNS
from core.i18n import LANGUAGES
from pages.concepts.convolution.presets import PRESETS
from tests.pages.app import drawings, open_page
from tests.pages.concepts.presets import list_formulas, walk_presets

PAGE = "pages/concepts/convolution/page.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preset_says_its_lesson_and_the_last_ones_link_reopens_it(language):
    walk_presets(PAGE, len(PRESETS), language)


def test_the_formula_carries_the_numbers_of_the_place():
    app = open_page(PAGE, image="square", kernel="1,2,3,4,5,6,7,8,9", row="2", column="2", bias="-1", back="1")
    text = list_formulas(app)
    assert r"0 \cdot 4 + 6 \cdot 5 + 6 \cdot 6" in text
    assert r"+ (-1) = 167" in text
    assert r"\frac{\partial L}{\partial b} &= 100" in text
    assert (
        "Conv2D(1, 3, strides=1, padding='valid', dilation_rate=1)\n# (12, 12, 1) -> (10, 10, 1)" in app.code[0].value
    )


def test_a_pooling_takes_its_own_stride_and_has_no_kernel():
    app = open_page(PAGE, image="face")
    app.selectbox(key="convolution.operation").set_value("max").run()
    assert app.query_params["stride"] == "2"
    assert "MaxPooling2D(2, strides=2" in app.code[0].value
    assert "convolution.named" not in [box.key for box in app.selectbox]


def test_a_kernel_of_the_readers_own_is_named_so_and_a_known_one_replaces_it():
    app = open_page(PAGE, kernel="1,0,0,0,0,0,0,0,2")
    assert app.selectbox(key="convolution.named").value == "own"
    app.selectbox(key="convolution.named").set_value("blur").run()
    assert app.query_params["kernel"].startswith("0.0625,0.125")


@pytest.mark.parametrize("bad", [{"kernel": "1,2,3"}, {"kernel": "a"}, {"cells": "12"}, {"cells": "9" * 143 + "x"}])
def test_a_damaged_link_gets_a_sentence_and_the_default(bad):
    app = open_page(PAGE, **bad)
    assert not app.exception
    assert app.warning
    assert drawings(app)


def test_own_cells_come_from_the_link():
    digits = "9" + PATTERNS["line"][1:]
    app = open_page(PAGE, image="own", cells=digits, kernel="1,0,0,0,0,0,0,0,0", row="0", column="0")
    assert r"z &= 9 \cdot 1" in list_formulas(app)


def test_layers_that_no_longer_fit_are_left_out():
    app = open_page(PAGE, stride="4", layers="5")
    assert not app.exception
    assert drawings(app)
