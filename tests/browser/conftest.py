"""One running app and one Chromium for all browser tests of a process."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import launch
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
def chromium():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A fresh tab of 1280 pixels that fails the test when the page's own script has failed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    failures = []
    tab.on("pageerror", lambda error: failures.append(error))
    yield tab
    context.close()
    assert failures == []
