"""One running app and one Chromium for all browser tests of a process."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import launch

ROOT = Path(__file__).parents[2]
START = 60  # seconds a busy machine may take
expect.set_options(timeout=20_000)  # milliseconds; as above


@pytest.fixture(scope="session")
def app_home(tmp_path_factory):
    """The GLASSBOX_HOME of the running app."""
    return tmp_path_factory.mktemp("browser") / "home"


@pytest.fixture(scope="session")
def app_url(app_home, chromium):
    """The address of `streamlit run app.py` with a GLASSBOX_HOME of its own."""
    port = _free_port()
    with (app_home.parent / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"],
            cwd=ROOT,
            env=os.environ | {"GLASSBOX_HOME": str(app_home)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_healthy(url, server)
            _run_once(url, chromium)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=10)


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


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(url, server):
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        assert server.poll() is None, "the app ended while it was starting"
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            _give_it_a_moment(server)
    pytest.fail(f"the app did not answer within {START} s")


def _run_once(url, chromium):
    """The first run of a process imports everything, and sees a folder called pages as Streamlit's old navigation."""
    tab = chromium.new_page()
    tab.goto(url)
    tab.get_by_role("heading", name="Glassbox").wait_for()
    tab.close()


def _give_it_a_moment(server):
    """Wait a little, and no longer than the server lives."""
    try:
        server.wait(timeout=0.2)
    except subprocess.TimeoutExpired:
        return
