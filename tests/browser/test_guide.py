"""The path is remembered by the browser: another visit goes on where the last one was."""

import re

import pytest
from playwright.sync_api import expect

from pages.shared.guide.tasks import BY_NAME, TASKS
from tests.browser.history import step_back

pytestmark = pytest.mark.browser


def test_what_was_found_is_remembered_for_the_next_visit(page, app_url):
    place = TASKS.index(BY_NAME["loss"])
    page.goto(f"{app_url}/losses?path=loss&z=-5")
    expect(page.get_by_text("sure and wrong is what costs most")).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('glassbox.path')?.includes('loss')")
    page.goto(app_url)
    expect(page.get_by_text(f"The path, {place + 2} of {len(TASKS)}")).to_be_visible()
    expect(page.get_by_text(TASKS[place + 1].question)).to_be_visible()


def test_what_this_visit_wrote_is_not_told_as_an_earlier_one(page, app_url):
    """Telling it draws the next screen anew, whose controls the browser may still be loading."""
    page.goto(f"{app_url}/losses?path=loss&z=-5")
    page.wait_for_function("() => JSON.parse(localStorage.getItem('glassbox.path'))?.session")
    kept = page.evaluate("() => localStorage.getItem('glassbox.path')")
    page.evaluate("(kept) => localStorage.setItem('glassbox.path', kept.replace('loss', 'optimizer'))", kept)
    page.get_by_role("link", name="Next: Backward").click()
    expect(page.get_by_text(f"The path, {TASKS.index(BY_NAME['backward']) + 1} of {len(TASKS)}")).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('glassbox.path').includes('\"at\":\"backward\"')")


def test_back_leads_to_the_step_before_in_a_language_that_is_not_the_browsers(page, app_url):
    """The address gets the language after the link was followed; it must not be the language of another screen."""
    page.goto(f"{app_url}/losses?path=loss&z=-5&language=zh")
    page.get_by_role("link", name="下一步：反向传播").click()
    expect(page).to_have_url(re.compile("/backprop.*language=zh"))
    expect(page.get_by_text("学习之路，第 6 步")).to_be_visible()
    step_back(page)
    expect(page.get_by_text("学习之路，第 5 步")).to_be_visible()
    expect(page).to_have_url(re.compile("/losses.*path=loss"))
