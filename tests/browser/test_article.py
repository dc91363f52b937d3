"""The article's one update follows the hand, and its corrections fit a narrow window."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def slider(page, app_url):
    page.goto(f"{app_url}/article")
    slider = page.get_by_role("slider", name="Learning rate")
    expect(slider).to_have_attribute("aria-valuenow", "0.01")
    expect(page.get_by_text("The numbers as a table")).to_be_visible()
    return slider


def test_the_losses_follow_the_pointer_before_the_server_hears_of_it(page, slider):
    address = page.url
    svg = slider.locator("svg")
    svg.hover()
    box = svg.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.66, box["y"] + box["height"] / 2, steps=8)
    rate = float(slider.get_attribute("aria-valuenow"))
    assert rate > 0.05
    assert page.url == address
    page.mouse.up()
    expect(page).to_have_url(re.compile(rf"rate={rate:g}"))
    expect(page.get_by_label("Learning rate α", exact=True)).to_have_value(f"{rate:g}")


@pytest.mark.slow
def test_arrow_keys_move_the_rate(page, slider):
    slider.focus()
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    expect(slider.locator(".legend")).to_contain_text("with the right deltas: 0")
    expect(page).to_have_url(re.compile("rate=1"))


def test_on_a_narrow_window_every_correction_is_whole(page, slider):
    page.set_viewport_size({"width": 420, "height": 900})
    page.wait_for_function("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    why = page.locator(".corrections .why").first
    assert why.bounding_box()["width"] > 300
