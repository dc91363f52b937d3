"""The Attention screen in the browser: a pair is chosen by hand and key, a text plays, and the gap moves."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_pair_is_chosen_by_click_and_key_and_stands_in_the_address(page, app_url):
    page.goto(f"{app_url}/attention?sentence=cats like dogs&heads=2")
    cells = page.locator("svg[data-name=head1] .cell")
    expect(cells).to_have_count(9)
    cells.nth(5).click()
    expect(page.locator(".readout")).to_contain_text("head 2: “like” looks at “dogs”")
    expect(page).to_have_url(re.compile("column=2"))
    page.get_by_role("application").press("ArrowUp")
    expect(page.locator(".readout")).to_contain_text("“cats” looks at “dogs”")
    expect(page).to_have_url(re.compile("row=0"))


def test_a_text_is_played_to_its_end_and_the_gap_moves_with_the_keys(page, app_url):
    page.goto(f"{app_url}/attention?view=write&prompt=The loss&temperature=0.5")
    text = page.get_by_role("slider", name="The text")
    expect(text).to_have_attribute("aria-valuenow", "8")
    page.get_by_role("button", name="Play").click()
    last = text.get_attribute("aria-valuemax")
    expect(text).to_have_attribute("aria-valuenow", last)
    expect(page).to_have_url(re.compile(f"place={last}"))
    page.get_by_text("It fills a gap (BERT)").click()
    gap = page.get_by_role("slider", name="BERT's way")
    expect(gap).to_have_attribute("aria-valuenow", "6")
    gap.press("ArrowRight")
    expect(page).to_have_url(re.compile("gap=7"))
    expect(gap).to_be_focused()
    expect(gap).to_have_attribute("aria-valuetext", "s")
