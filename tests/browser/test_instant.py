"""The instant classifier in Chromium: pictures into two classes, an answer about a third, and a dataset of them."""

import pytest
from playwright.sync_api import expect

from core.data import datasets
from core.data.intake import adding

pytestmark = pytest.mark.browser


@pytest.fixture
def pictures(app, tmp_path, monkeypatch):
    """Files of a kind: drawings and digits."""
    drawn = adding.add("sketches", "for-instant", options={"count": 20, "size": 64})
    digits = adding.add("digits", "digits-for-instant")
    files = {
        "drawing": [drawn.find_path(record) for record in drawn.list_pictures()[:5]],
        "digit": [digits.find_path(record) for record in digits.list_pictures()[::300][:5]],
    }
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))  # what the app keeps is looked for where the app is
    return files


def upload(page, field, files):
    page.locator(f"section[aria-label='{field}'] input").set_input_files(files)


def test_two_classes_of_uploads_answer_and_become_a_dataset(app_url, pictures, page):
    page.goto(f"{app_url}/instant")
    expect(page.get_by_text("As soon as two classes have a picture")).to_be_visible()
    upload(page, "Pictures of Class 1", pictures["drawing"][:4])
    expect(page.get_by_text("4 pictures", exact=True)).to_have_count(1)
    upload(page, "Pictures of Class 2", pictures["digit"][:4])
    expect(page.get_by_text("4 pictures", exact=True)).to_have_count(2)
    expect(page.get_by_text("8 / 8", exact=True)).to_be_visible()
    upload(page, "A picture to ask about", pictures["digit"][4])
    expect(page.get_by_role("heading", name="Class 2 · ")).to_be_visible()
    assert "draft=" in page.url

    page.get_by_role("textbox", name="Name", exact=True).fill("collected")
    page.get_by_role("button", name="Keep as a dataset").click()
    expect(page.get_by_text("The dataset collected was made")).to_be_visible()
    assert datasets.load("collected").manifest.images == 8
    page.get_by_role("link", name="Train a model on it").click()
    expect(page.get_by_role("heading", name="Train", exact=True)).to_be_visible()
    assert "dataset=collected" in page.url
