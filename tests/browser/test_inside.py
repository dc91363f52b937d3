"""The replay of a training in Chromium: what follows the slider does so at once, and the address keeps the place."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_slider_moves_every_part_and_the_address_keeps_it(app_url, run, page):
    page.goto(f"{app_url}/train?run={run.run_id}")
    slider = page.get_by_role("slider", name="epoch")
    expect(slider).to_have_value("1")
    expect(page.get_by_role("button", name="Follow the newest")).to_be_disabled()
    told = page.locator(".inside .readout")
    newest = told.inner_text()
    slider.press("ArrowLeft")
    expect(page.locator(".inside .where")).to_have_text("epoch 1 / 2")
    assert told.inner_text() != newest
    expect(page).to_have_url(re.compile("epoch=1"))

    page.get_by_role("tab", name="Twelve pictures").click()
    expect(page.locator(".twelve img")).to_have_count(12)
    first = page.locator(".twelve .said").all_inner_texts()
    page.get_by_role("tab", name="Layer by layer").click()
    expect(page.locator(".numbers tr")).to_have_count(5)  # the heading and four layers
    expect(page).to_have_url(re.compile("inside=layers"))

    page.reload()
    expect(page.locator(".inside .where")).to_have_text("epoch 1 / 2")
    expect(page.locator(".numbers tr")).to_have_count(5)
    page.get_by_role("tab", name="Twelve pictures").click()
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".inside .where")).to_have_text("epoch 2 / 2")
    assert page.locator(".twelve .said").all_inner_texts() != first
    page.get_by_role("button", name="Follow the newest").click()
    expect(page).not_to_have_url(re.compile("epoch="))


@pytest.mark.slow
def test_on_a_phone_the_legend_of_the_curves_is_one_line(app_url, run, page):
    page.set_viewport_size({"width": 420, "height": 900})
    page.goto(f"{app_url}/train?run={run.run_id}")
    words = page.locator(".glassbox-chart").first.locator(".legendtext")
    expect(words).to_have_text(["running mean", "training", "validation"])
    tops = words.evaluate_all("words => words.map(word => Math.round(word.getBoundingClientRect().top))")
    assert len(set(tops)) == 1
