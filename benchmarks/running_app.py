"""An app with an empty GLASSBOX_HOME and a Chromium to look at it, for as long as a `with` lasts."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import running_app as tests
from tests.browser.chromium import launch
from tests.browser.running_app import App


@contextmanager
def running_app() -> Iterator[App]:
    with tempfile.TemporaryDirectory() as folder, tests.running_app(Path(folder) / "home") as app:
        yield app


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
