"""An app with an empty GLASSBOX_HOME, or one of a single line, and a Chromium to look at it, while a `with` lasts."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from benchmarks.temporary import temporary_folder
from tests.browser import running_app as tests
from tests.browser.chromium import launch
from tests.browser.running_app import App as App


@contextmanager
def running_app() -> Iterator[App]:
    with temporary_folder() as folder, tests.running_app(folder / "home") as app:
        yield app


@contextmanager
def bare_app(script: str) -> Iterator[App]:
    """A Streamlit app of one script, with the settings of this one."""
    with temporary_folder() as folder:
        path = folder / "bare.py"
        path.write_text(script, encoding="utf-8")
        with tests.running_app(folder / "home", script=str(path)) as app:
            yield app


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
