"""One running app and one Chromium for all browser tests of a process."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import launch_with_profile
from tests.browser.running_app import running_app

expect.set_options(timeout=20_000)  # milliseconds that a busy machine may take


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """`streamlit run app.py` with a GLASSBOX_HOME of its own."""
    with running_app(tmp_path_factory.mktemp("browser") / "home") as app:
        yield app


@pytest.fixture(scope="session")
def app_url(app):
    return app.url


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """A Chromium with a profile, as readers have one: it fetches and compiles the scripts of the pages once."""
    with sync_playwright() as playwright:
        browser = launch_with_profile(playwright, tmp_path_factory.mktemp("profile"))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A fresh tab of 1280 pixels that fails the test when the page's own script has failed."""
    tab = chromium.new_page()
    failures = []
    tab.on("pageerror", lambda error: failures.append(error))
    yield tab
    tab.evaluate("localStorage.clear()")
    tab.close()
    assert failures == []
