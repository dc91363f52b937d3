"""The map of a dataset: a group is drawn around with the lasso, left out and brought back; a table does the same."""

import pytest
from playwright.sync_api import expect

from core.curation.map import picture_map
from core.data.intake import adding

pytestmark = pytest.mark.browser
INSET = 4  # pixels


@pytest.mark.slow
def test_a_group_is_selected_with_the_lasso_and_left_out(app, page, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))
    dataset = adding.add("sketches", "mapped", options={"count": 60, "size": 32})
    picture_map.draw(dataset, picture_map.compute_rows(dataset))
    page.goto(f"{app.url}/datasets?dataset=mapped")
    expect(page.get_by_text("No picture is selected.")).to_be_visible()
    chart = page.locator(".st-key-map_chart .frame")
    chart.scroll_into_view_if_needed()
    draw_around(page, chart.bounding_box())
    expect(page.get_by_text("60 pictures are selected")).to_be_visible()
    expect(page.get_by_role("list", name="Selected pictures").get_by_role("button")).to_have_count(12)
    box = chart.bounding_box()
    page.mouse.click(box["x"] + 4, box["y"] + 4)
    expect(page.get_by_text("No picture is selected.")).to_be_visible()
    draw_around(page, chart.bounding_box())
    page.get_by_role("list", name="Selected pictures").get_by_role("button").first.click()
    expect(page.get_by_role("button", name="Select the 23 pictures nearest to it")).to_be_visible()
    page.get_by_role("button", name="Select the 23 pictures nearest to it").click()
    page.get_by_role("button", name="Leave out 24 pictures").click()
    expect(page.get_by_text("Pictures 1 to 24 of 36")).to_be_visible()
    page.locator(".st-key-map-undo").get_by_role("button").click()
    expect(page.get_by_text("Pictures 1 to 24 of 60")).to_be_visible()


def draw_around(page, box):
    """A lasso a little inside the edge of the chart."""
    left, top = box["x"] + INSET, box["y"] + INSET
    right, bottom = box["x"] + box["width"] - INSET, box["y"] + box["height"] - INSET
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom), (left, top + 4)):
        page.mouse.move(x, y, steps=4)
    page.mouse.up()
