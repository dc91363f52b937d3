"""The designer: blocks are added, moved and changed, what does not fit is said at its block, and undo brings back."""

import json

import pytest

from core.networks.design.blocks import Conv, Design, Flat, FullyConnected, GlobalPool, Rescale
from core.networks.design.starts import STARTS
from core.specs.designs.link import decode_design, encode_design
from core.specs.designs.store import load_design
from tests.pages.app import as_read, drawings, open_page

PAGE = "pages/training/design/page.py"
SMALL = Design(name="small", blocks=(Rescale(), Conv(filters=8), GlobalPool()))


def rows(app):
    """What the browser gets of the blocks."""
    (found,) = [one for one in drawings(app) if one.proto.component_name.endswith("block_list")]
    return json.loads(found.proto.json)["rows"]


def design(app):
    return decode_design(app.query_params["design"])


def test_the_screen_starts_from_the_small_residual_network():
    app = open_page(PAGE)
    assert not app.exception
    assert [row["title"] for row in rows(app)][:3] == ["Augmentation", "Rescaling", "Convolution"]
    assert app.metric[0].value == "692,905"
    app.selectbox(key="design.start").set_value("alexnet").run()
    app.number_input(key="design.size").set_value(227).run()
    app.number_input(key="design.classes").set_value(1000).run()
    assert app.metric[0].value == "60,965,224"


def test_a_block_is_added_changed_and_taken_back():
    app = open_page(PAGE, design=encode_design(SMALL), block="2")
    app.selectbox(key="design.added").set_value("conv").run()
    assert [row["chosen"] for row in rows(app)] == [False, False, True, False]
    app.number_input(key="design.int.3.filters").set_value(12).run()
    assert design(app).blocks[2] == Conv(filters=12)
    assert rows(app)[2]["shape"] == "96 × 96 × 12"
    undo = next(button for button in app.button if button.icon == ":material/undo:")
    undo.click().run()
    undo = next(button for button in app.button if button.icon == ":material/undo:")
    undo.click().run()
    assert design(app) == SMALL


@pytest.mark.parametrize("place", ["1", "7", "7.1"])
def test_a_block_that_is_chosen_tells_its_numbers_or_has_none(place):
    """The seventh of the first network is a residual: a block that holds blocks."""
    app = open_page(PAGE, block=place)
    assert not app.exception
    assert not app.error
    assert any(f"{place} · " in one.value for one in app.markdown)


def test_what_does_not_fit_is_said_at_its_block_and_training_waits():
    wrong = SMALL.model_copy(update={"blocks": (Conv(), FullyConnected(), Flat())})
    app = open_page(PAGE, design=encode_design(wrong))
    problems = [row["problem"] for row in rows(app)]
    assert problems[1].startswith("Fully connected takes a list of numbers")
    assert not any(problems[:1] + problems[2:])
    assert not any("Train it" in one.value for one in app.markdown)


def test_a_design_is_kept_by_name_and_opened_from_the_form():
    app = open_page(PAGE, design=encode_design(SMALL))
    next(button for button in app.button if button.label == "Keep this version").click().run()
    assert load_design("small", 1) == SMALL
    app = open_page("pages/training/train/page.py", dataset="sketches", architecture="design")
    assert app.radio(key="train.architecture").value == "design"
    assert app.metric[0].value == f"{3 * 9 * 8 + 8 + 8 + 1:,}"


def test_a_form_with_a_design_that_does_not_fit_says_so():
    wrong = SMALL.model_copy(update={"blocks": (Conv(),)})
    app = open_page(
        "pages/training/train/page.py", dataset="sketches", architecture="design", design=encode_design(wrong)
    )
    assert any("Put Global pooling or Flatten" in as_read(error) for error in app.error)
    assert next(button for button in app.button if button.label == "Train").disabled


@pytest.mark.parametrize("name", ["compact"])
def test_the_screen_in_chinese(name):
    app = open_page(PAGE, language="zh", design=encode_design(STARTS[name].build()))
    assert app.title[0].value == "设计"
    assert not app.exception
