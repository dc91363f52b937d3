"""Work that outlives the page: walk away while photos are added, reload, restart the server; or cancel it."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from core import workspace
from core.data import datasets
from core.jobs import folder as jobs
from core.jobs.life import read_current_state
from tests.browser.running_app import free_port, running_app
from tests.core.data.pictures import noise, two_classes
from tests.waiting import until

pytestmark = pytest.mark.browser

PHOTOS = 1000  # of each class
TITLE = re.compile("Adding a dataset: pets")


@pytest.fixture
def photos(tmp_path):
    """A zip of 2,000 JPEGs, forty of them different."""
    packed = tmp_path / "pets.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for first, label in ((0, "cat"), (1000, "dog")):
            files = [_jpeg(first + number) for number in range(20)]
            for number in range(PHOTOS):
                archive.writestr(f"pets/{label}/{number:04}.jpg", files[number % len(files)])
    return packed


def _jpeg(number):
    file = io.BytesIO()
    noise(number, (320, 240)).save(file, "JPEG")
    return file.getvalue()


def add(page, url, packed):
    """Upload the zip and press Add."""
    page.goto(f"{url}/datasets?source=zip")
    page.locator("input[type=file]").set_input_files(packed)
    expect(page.get_by_label("Name", exact=True).last).to_have_value(
        "pets"
    )  # a form that is drawn anew stands twice for a moment
    page.get_by_role("button", name="Add", exact=True).click()
    return until(lambda: next(jobs.list_jobs(), None), what="the job")


def leave(page):
    """Go on to another screen, as a reader does."""
    page.get_by_role("link", name="Losses").first.click()
    expect(page.get_by_role("heading", name="Losses", level=1)).to_be_visible()


def strip(page):
    return page.locator(".st-key-jobs_strip").filter(has_text=TITLE)


def test_photos_are_added_whatever_becomes_of_the_page_and_the_server(photos, page, home):
    port = free_port()
    with running_app(home, port) as app:
        job = add(page, app.url, photos)
        leave(page)
        expect(strip(page)).to_be_visible()
        page.reload()
        expect(strip(page)).to_be_visible()
    with running_app(home, port) as app:
        page.goto(f"{app.url}/losses")
        expect(strip(page)).to_contain_text("finished", timeout=60_000)
        strip(page).get_by_role("link", name="Open").click()
        expect(page.get_by_role("heading", name="pets", level=1)).to_be_visible()
        page.goto(f"{app.url}/losses")
        expect(page.get_by_role("heading", name="Losses", level=1)).to_be_visible()
        expect(strip(page)).to_have_count(0)  # the end is told once
    assert read_current_state(job).state == "finished"
    assert datasets.load("pets").manifest.images == 2 * PHOTOS


@pytest.mark.slow
def test_cancel_leaves_nothing_behind(photos, page, home):
    with running_app(home) as app:
        job = add(page, app.url, photos)
        leave(page)
        strip(page).get_by_role("button", name="Cancel").click()
        until(lambda: read_current_state(job).state == "stopped", what="the end of the job")
        expect(strip(page)).to_have_count(0)
    assert datasets.list_names() == []
    assert list(workspace.current().datasets.iterdir()) == []
    assert not job.scratch.exists()
    assert not list(job.path.rglob("*.zip"))


def test_a_folder_is_uploaded_as_it_lies(page, home, tmp_path):
    folder = two_classes(tmp_path / "animals")
    with running_app(home) as app:
        page.goto(f"{app.url}/datasets?source=upload")
        page.locator("input[type=file]").set_input_files(folder)
        # While the page is drawn anew, the field with the proposal stands before the one without.
        expect(page.get_by_label("Name", exact=True).first).to_have_value("animals")
        expect(page.get_by_text("20 files are here")).to_be_visible()
        expect(page.get_by_test_id("stFileChip").locator("visible=true")).to_have_count(12)  # the page counts all
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("heading", name="animals", level=1)).to_be_visible()
    assert datasets.load("animals").manifest.images == sum(path.is_file() for path in folder.rglob("*"))
