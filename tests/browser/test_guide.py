"""The path is remembered by the browser: another visit goes on where the last one was."""

import pytest
from playwright.sync_api import expect

from pages.shared.guide.tasks import BY_NAME, TASKS

pytestmark = pytest.mark.browser


def test_what_was_found_is_remembered_for_the_next_visit(page, app_url):
    place = TASKS.index(BY_NAME["loss"])
    page.goto(f"{app_url}/losses?path=loss&z=-5")
    expect(page.get_by_text("sure and wrong is what costs most")).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('glassbox.path')?.includes('loss')")
    page.goto(app_url)
    expect(page.get_by_text(f"The path, {place + 2} of {len(TASKS)}")).to_be_visible()
    expect(page.get_by_text(TASKS[place + 1].question)).to_be_visible()
