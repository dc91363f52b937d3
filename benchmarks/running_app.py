"""The app in a process of its own and a Chromium to look at it, for as long as a `with` lasts."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch

ROOT = Path(__file__).parents[1]
START = 60  # seconds a busy machine may take


@dataclass(frozen=True)
class App:
    """A healthy app: its address, the number of its process, and its GLASSBOX_HOME."""

    url: str
    pid: int
    home: Path


@contextmanager
def running_app() -> Iterator[App]:
    """The app with an empty GLASSBOX_HOME."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"],
            cwd=ROOT,
            env=os.environ | {"GLASSBOX_HOME": home},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            yield App(f"http://127.0.0.1:{port}", server.pid, Path(home))
        finally:
            server.terminate()
            server.wait(timeout=10)


def wait_until_healthy(url: str) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"The app did not answer within {START} s.")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
