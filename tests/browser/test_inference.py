"""What a person does with a trained model, in Chromium: ask it about a photo, look at its mistakes, send a link."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from core.data import datasets
from core.evaluation.evaluate import load

pytestmark = pytest.mark.browser
PHOTO = (4000, 3000)  # pixels; what a phone takes


def photo(label):
    """A test picture of that class as large as a phone's photo."""
    dataset = datasets.load("digits")
    record = dataset.list_pictures(split="test", label=label)[0]
    data = BytesIO()
    Image.open(dataset.find_path(record)).convert("RGB").resize(PHOTO).save(data, "JPEG")
    return {"name": "my photo.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def test_an_uploaded_photo_gets_its_prediction(app_url, run, page):
    page.goto(f"{app_url}/predict?run={run.run_id}")
    page.locator("input[type=file]").set_input_files(photo("4"))
    expect(page.get_by_role("heading", name="4 · ")).to_be_visible()
    expect(page.get_by_text("my photo.jpg").last).to_be_visible()
    expect(page.locator("dl dt")).to_have_count(5)
    expect(page.locator("dl dt").first).to_have_text("4")
    shown = page.get_by_role("img", name="my photo.jpg")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.naturalWidth / image.naturalHeight") == pytest.approx(4 / 3, abs=0.01)


def test_a_sample_is_asked_about_with_the_keyboard_and_its_link_reopens_it(app_url, run, page):
    page.goto(f"{app_url}/predict?source=samples&run={run.run_id}")
    tile = page.locator("li button").nth(2)
    tile.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("True class: ")).to_be_visible()
    expect(tile).to_have_attribute("aria-pressed", "true")
    said = page.locator("h3").inner_text()
    page.reload()
    expect(page.locator("h3")).to_have_text(said)


def click(matrix, row, column):
    """Click near the corner of one of the matrix's ten by ten cells."""
    expect(matrix).to_have_count(1)  # while a page is drawn anew, the one of before is there too
    width, height = matrix.evaluate("({ width, height }) => [width.baseVal.value, height.baseVal.value]")
    matrix.click(position={"x": width * (column + 0.9) / 10, "y": height * (row + 0.8) / 10})


def choose(page, label, option):
    """Choose by keyboard, in the list that is open; it says what it has once the page has taken it."""
    box = page.get_by_label(label, exact=True)
    box.click()
    box.fill(option)
    page.keyboard.press("Enter")
    expect(box).to_have_value(option)


def test_a_click_on_a_cell_shows_its_pictures_and_its_link_reopens_them(app_url, run, page):
    confusion = load(run.evaluation, "digits", "test").get_report().confusion
    page.goto(f"{app_url}/evaluate?run={run.run_id}")
    tiles = page.get_by_role("list", name="Pictures of the cell").get_by_role("button")
    cell = page.locator(".js-plotly-plot .nsewdrag")
    expect(tiles.first).to_be_visible()
    click(cell, 7, 7)
    expect(page.get_by_text(f"{confusion[7, 7]} pictures of 7 were recognised")).to_be_visible()
    expect(tiles).to_have_count(min(24, confusion[7, 7]))
    assert "true=7" in page.url
    assert "predicted=7" in page.url
    page.reload()
    expect(page.get_by_text(f"{confusion[7, 7]} pictures of 7 were recognised")).to_be_visible()
    for number in (3, 7, 7):
        click(cell, number, number)
        expect(page.get_by_text(f"{confusion[number, number]} pictures of {number} were recognised")).to_be_visible()
    choose(page, "True class", "2")
    choose(page, "Predicted class", "2")
    expect(page.get_by_text(f"{confusion[2, 2]} pictures of 2 were recognised")).to_be_visible()
    click(cell, 7, 7)
    expect(page.get_by_text(f"{confusion[7, 7]} pictures of 7 were recognised")).to_be_visible()
