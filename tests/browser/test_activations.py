"""The Activations picture answers to pointer and keyboard, keeps its nodes, and tells the address."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def picture(page, app_url):
    page.goto(f"{app_url}/activations?f=sigmoid,relu")
    slider = page.get_by_role("slider", name="The point z")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    expect(page.get_by_text("The numbers as a table")).to_be_visible()
    return slider


def drag(page, svg, share):
    """Press in the middle of the SVG and move to `share` of its width, still pressing."""
    svg.hover()
    box = svg.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2, steps=8)


def test_the_readout_follows_the_pointer_before_the_server_hears_of_it(page, picture):
    address = page.url
    drag(page, page.locator("svg[data-name=sigmoid]"), 0.9)
    readouts = picture.locator(".readout").all_text_contents()
    z = float(picture.get_attribute("aria-valuenow"))
    assert z > 4
    assert all(f"f({z:g})" in text for text in readouts)
    assert page.url == address
    page.mouse.up()
    expect(page).to_have_url(re.compile(rf"z={z:g}"))


def test_after_a_drag_formula_and_typed_box_agree_and_no_node_was_replaced(page, picture):
    page.locator("svg[data-name=relu]").evaluate("svg => { svg.marked = true }")
    drag(page, page.locator("svg[data-name=relu]"), 0.3)
    page.mouse.up()
    z = picture.get_attribute("aria-valuenow")
    expect(page.get_by_label("Point z", exact=True)).to_have_value(z)
    assert page.locator("svg[data-name=relu]").evaluate("svg => svg.marked")


def test_arrow_keys_move_the_point_and_a_reload_finds_it(page, picture):
    picture.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(picture).to_have_attribute("aria-valuenow", "0.85")
    expect(page).to_have_url(re.compile(r"z=0.85"))
    page.reload()
    expect(page.get_by_role("slider", name="The point z")).to_have_attribute("aria-valuenow", "0.85")


@pytest.mark.slow
def test_home_and_end_go_to_the_ends(page, picture):
    picture.focus()
    page.keyboard.press("End")
    expect(picture).to_have_attribute("aria-valuenow", "6")
    page.keyboard.press("Home")
    expect(picture).to_have_attribute("aria-valuenow", "-6")


@pytest.mark.slow
def test_a_preset_moves_the_point_and_back_returns_to_what_was(page, picture):
    page.get_by_role("button", name="A dead ReLU").click()
    expect(picture).to_have_attribute("aria-valuenow", "-2")
    expect(page).to_have_url(re.compile(r"z=-2"))
    page.go_back()
    expect(picture).to_have_attribute("aria-valuenow", "1")
    expect(page.locator("svg[data-name=sigmoid]")).to_be_visible()


@pytest.mark.slow
def test_typing_moves_the_point_and_a_bad_entry_leaves_it(page, picture):
    box = page.get_by_label("Point z", exact=True)
    box.fill("2.345")
    box.press("Enter")
    expect(picture).to_have_attribute("aria-valuenow", "2.345")
    box.fill("1e9")
    box.press("Enter")
    expect(page.get_by_text("“1e9” is not a number")).to_be_visible()
    expect(picture).to_have_attribute("aria-valuenow", "2.345")


def test_another_page_starts_with_a_clean_address(page, picture):
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Glassbox")).to_be_visible()
    assert "f=sigmoid" not in page.url
