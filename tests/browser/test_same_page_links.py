"""A link to the screen that the reader is on is in the address: the next control and a reload keep what it opened."""

import re

import pytest
from playwright.sync_api import expect

from core.data.intake import adding

pytestmark = pytest.mark.browser


def test_a_dataset_that_was_opened_from_the_list_stays_open(app, page, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))
    adding.add("sketches", "opened", options={"count": 20, "size": 32})
    page.goto(f"{app.url}/datasets?source=zip")
    page.get_by_role("link", name="opened", exact=True).click()
    heading = page.get_by_role("heading", name="opened", level=1)
    expect(heading).to_be_visible()
    expect(page).to_have_url(re.compile(r"dataset=opened"))
    page.get_by_role("radio", name="中文").click()
    expect(page.get_by_role("button", name="用它训练")).to_be_visible()
    expect(heading).to_be_visible()
    page.reload()
    expect(heading).to_be_visible()
