"""The gallery of a dataset: a click opens a picture, pages turn, and Back and a reload keep what is shown."""

import pytest
from playwright.sync_api import expect

from core.data.intake import adding

pytestmark = pytest.mark.browser


def test_pictures_are_paged_opened_and_left_out(app, page, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))
    adding.add("sketches", "browsed", options={"count": 60, "size": 32})
    page.goto(f"{app.url}/datasets?dataset=browsed")
    expect(page.get_by_text("Pictures 1 to 24 of 60")).to_be_visible()
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_text("Pictures 25 to 48 of 60")).to_be_visible()
    tiles = page.get_by_role("list", name="All pictures").get_by_role("button")
    expect(tiles).to_have_count(24)
    tiles.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("32 × 32 pixels")).to_be_visible()
    expect(tiles.first).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.get_by_text("Pictures 25 to 48 of 60")).to_be_visible()
    page.get_by_role("button", name="Leave out 1 picture").click()
    expect(page.get_by_text("Pictures 25 to 48 of 59")).to_be_visible()
    page.get_by_role("button", name="Undo the last change (1 picture)").first.click()
    expect(page.get_by_text("Pictures 25 to 48 of 60")).to_be_visible()
