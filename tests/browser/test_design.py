"""The designer by hand and by keyboard: blocks move, are copied and removed, and undo brings them back."""

import pytest
from playwright.sync_api import expect

from core.networks.design.blocks import Conv, Design, GlobalPool, Normalise, Rescale, Residual
from core.specs.designs.link import encode_design

pytestmark = pytest.mark.browser
BLOCKS = (Rescale(), Conv(filters=8), Normalise(), Residual(blocks=(Conv(filters=8),)), GlobalPool())
LINK = encode_design(Design(name="small", blocks=BLOCKS))


@pytest.fixture
def blocks(app, page):
    """The list of blocks, drawn."""
    page.goto(f"{app.url}/design?design={LINK}&block=2")
    found = page.get_by_role("list", name="The blocks of the network")
    expect(found.get_by_role("listitem")).to_have_count(6)
    return found


def titles(blocks):
    return blocks.locator(".title")


def test_keys_move_copy_remove_and_undo(page, blocks):
    conv = blocks.get_by_role("button", name="Convolution").first
    conv.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")  # before the first one has been drawn
    expect(titles(blocks).nth(4)).to_have_text("Convolution")
    expect(blocks.locator(".chosen .choose")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(blocks.get_by_role("listitem").nth(2)).to_have_class("chosen")
    page.keyboard.press("d")
    expect(blocks.get_by_role("listitem")).to_have_count(7)
    page.keyboard.press("Delete")
    expect(blocks.get_by_role("listitem")).to_have_count(6)
    page.keyboard.press("Control+z")
    expect(blocks.get_by_role("listitem")).to_have_count(7)
    page.keyboard.press("Control+z")
    expect(blocks.get_by_role("listitem")).to_have_count(6)


def test_a_block_is_dragged_into_a_residual_block(page, blocks):
    handles = blocks.locator(".handle")
    source, target = handles.nth(2).bounding_box(), blocks.locator(".card").nth(3).bounding_box()
    page.mouse.move(source["x"] + 8, source["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + target["height"] - 4, steps=6)
    page.mouse.up()
    expect(blocks.get_by_role("listitem").nth(3)).to_have_attribute("data-depth", "1")
    expect(titles(blocks).nth(3)).to_have_text("Normalisation")
