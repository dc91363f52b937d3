"""The learning-rate range test in Chromium: its curve grows, and one press takes its suggestion over."""

import re

import pytest
from playwright.sync_api import expect

from core.data.intake import adding

pytestmark = pytest.mark.browser
PATIENCE = 120_000  # milliseconds for loading Keras on a busy machine
SUGGESTED = re.compile(r"Use [\d.e-]+$")


@pytest.mark.slow
def test_one_press_takes_the_suggested_rate_over(app, page, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))
    adding.add("sketches", "for-rates", options={"count": 60, "size": 32})
    page.goto(f"{app.url}/train?dataset=for-rates&image_size=32&batch_size=8")
    page.get_by_text("Find a learning rate").click()
    page.get_by_role("button", name="Test learning rates").click()
    take_over = page.get_by_role("button", name=SUGGESTED)
    expect(take_over).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".glassbox-chart .main-svg").first).to_be_visible()
    rate = take_over.inner_text().split()[-1]
    take_over.click()
    expect(page.get_by_role("spinbutton", name="Learning rate")).to_have_value(rate)
    expect(page).to_have_url(re.compile(rf"learning_rate={re.escape(rate)}(&|$)"))
