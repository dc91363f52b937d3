"""A friend tries a shared model on a phone: the link opens without signing in, and the camera's photo is answered."""

import pytest
from playwright.sync_api import expect

from core import workspace
from core.data.intake import adding
from core.hosting import shares
from core.hosting.owners import OWNERS, name_person
from core.workspace import Workspace
from tests.browser.chromium import FLAGS, installed_in
from tests.browser.hosted.hosted_app import hosted_app
from tests.hand_made import hand_made_run
from tests.waiting import until

pytestmark = pytest.mark.browser

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
WIDTH = 420


@pytest.fixture
def link(tmp_path, monkeypatch):
    """The address of a model to try, of somebody who has an account."""
    home = tmp_path / "home"
    with hosted_app(home) as app:
        monkeypatch.setenv("GLASSBOX_HOME", str(home))
        owner = name_person("https://accounts.example.org", "ann")
        with workspace.using(Workspace(home / OWNERS / owner, home, owner)):
            adding.add("sketches", "pets", options={"count": 20, "size": 32})
            token = shares.give("model", hand_made_run("pets").run_id, days=1).token
        yield f"{app.url}/shared?link={token}"


def test_a_photo_of_the_camera_is_answered_on_a_phone_until_the_link_is_taken_back(playwright, link):
    browser = playwright.chromium.launch(executable_path=installed_in(playwright), args=[*FLAGS, *CAMERA])
    phone = browser.new_context(viewport={"width": WIDTH, "height": 860}, is_mobile=True, has_touch=True)
    phone.grant_permissions(["camera"])
    tab = phone.new_page()
    tab.goto(link)
    expect(tab.get_by_role("heading", name="Try this model")).to_be_visible()
    take_photo(tab)
    answer = tab.locator("main h3").first
    expect(answer).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert answer.bounding_box()["width"] <= WIDTH
    token = link.rpartition("=")[2]
    with workspace.using(shares.find(token).workspace):
        shares.take_back(token)
    tab.get_by_role("button", name="Clear photo").tap()
    take_photo(tab)  # on the page that was open already
    expect(tab.get_by_text("This link does not show anything any more")).to_be_visible()
    expect(answer).to_have_count(0)
    tab.reload()
    expect(tab.get_by_text("This link does not show anything any more")).to_be_visible()
    browser.close()


def take_photo(tab):
    until(lambda: tab.evaluate("document.querySelector('video')?.videoWidth"), what="the camera's picture")
    tab.get_by_test_id("stCameraInputButton").tap()
