"""One running app and one Chromium for all browser tests of a process."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect, sync_playwright

from core.runs import folder
from tests.browser.chromium import VIEWPORT, launch, launch_with_profile
from tests.browser.running_app import running_app
from tests.runs import copy_home

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
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright, tmp_path_factory):
    """A Chromium with a profile, as readers have one: it fetches and compiles the scripts of the pages once."""
    browser = launch_with_profile(playwright, tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture
def page(chromium):
    """A fresh tab of 1280 pixels that fails the test when the page's own script has failed."""
    with _checked(chromium.new_page()) as tab:
        yield tab
        assert "native code" in tab.evaluate("String(setTimeout)"), "its clock is every tab's: use `page_with_clock`"


@pytest.fixture
def page_with_clock(playwright):
    """A tab in a Chromium of its own, for a test that changes the clock: that of a context belongs to all its tabs."""
    browser = launch(playwright)
    with _checked(browser.new_page(viewport=VIEWPORT)) as tab:
        yield tab
    browser.close()


@contextmanager
def _checked(tab):
    failures = []
    tab.on("pageerror", lambda error: failures.append(error))
    yield tab
    tab.evaluate("localStorage.clear()")
    tab.close()
    assert failures == []


@pytest.fixture
def run(app, trained_home, monkeypatch):
    """The trained run, in the home of the running app."""
    monkeypatch.setenv("GLASSBOX_HOME", str(app.home))
    copied = app.home / "runs" / next((trained_home / "runs").glob("*-digits-*")).name
    if not copied.exists():
        copy_home(trained_home, app.home)
    return folder.find(copied.name)
