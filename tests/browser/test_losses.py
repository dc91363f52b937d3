"""The Losses picture answers to pointer and keyboard in both views and tells the address."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SIDES = (("x", "width"), ("y", "height"))
ABOVE_AND_BELOW = 5  # pixels of a line that no letter reaches, so that two lines may share them


def opened(page, app_url, query=""):
    page.goto(f"{app_url}/losses{query}")
    picture = page.get_by_role("slider", name="The prediction")
    expect(picture).to_be_visible()
    expect(page.get_by_text("The steps as a table")).to_be_visible()
    return picture


def descent(page):
    return page.locator("svg[data-name=descent] path").first.get_attribute("d")


def test_dragging_along_the_logit_shows_both_losses_and_reports_at_the_end(page, app_url):
    picture = opened(page, app_url)
    before, svg = descent(page), page.locator("svg[data-name=two]")
    svg.hover()
    box = svg.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2, steps=6)
    assert float(picture.get_attribute("aria-valuenow")) < 0.05
    assert re.search(r"cross-entropy [456]\.", picture.locator(".readout").text_content())
    assert descent(page) == before
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"z=-[456]"))
    expect(page.locator("svg[data-name=descent] path").first).not_to_have_attribute("d", before)


@pytest.mark.slow
def test_arrow_keys_move_the_logit(page, app_url):
    picture = opened(page, app_url, "?z=0")
    picture.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageUp")
    expect(page).to_have_url(re.compile(r"z=0\.55"))
    expect(page.get_by_label("Logit z", exact=True)).to_have_value("0.55")


def test_dragging_in_one_triangle_moves_the_point_in_both(page, app_url):
    picture = opened(page, app_url, "?view=three")
    one, other = (page.locator(f"svg[data-name={name}]") for name in ("cross_entropy", "squared"))
    one.hover()
    box = one.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.9, steps=6)
    assert float(picture.get_attribute("aria-valuenow")) > 0.9
    places = [svg.locator(".pointer").get_attribute("cx") for svg in (one, other)]
    assert places[0] == places[1]
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"za=[1-5]"))


@pytest.mark.slow
def test_arrow_keys_walk_through_the_triangle(page, app_url):
    picture = opened(page, app_url, "?view=three&za=0&zb=0&zc=0")
    picture.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"za=0\.\d"))
    assert float(picture.get_attribute("aria-valuenow")) > 0.35


@pytest.mark.parametrize("width", [1280, 420])
def test_the_words_of_a_triangle_lie_beside_each_other(page, app_url, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app_url}/losses?view=three")
    words = page.locator("svg[data-name=cross_entropy] text")
    expect(words).to_have_count(5)
    boxes = [word.bounding_box() for word in words.all()]
    for one, other in combinations(boxes, 2):
        shared = [min(one[at] + one[size], other[at] + other[size]) - max(one[at], other[at]) for at, size in SIDES]
        assert shared[0] <= 0 or shared[1] <= ABOVE_AND_BELOW
