"""`python -m core serve --hosted` in a process of its own, with the settings that a test names."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.running_app import ROOT, App, _wait_until_healthy, free_port

SECRET = "a secret of thirty-two signs or more, for tests"


@contextmanager
def hosted_app(home: Path, port: int | None = None, **settings: str) -> Iterator[App]:
    """A hosted server; `settings` are variables of the environment without their prefix."""
    port = port or free_port()
    home.mkdir(parents=True, exist_ok=True)
    url = f"http://127.0.0.1:{port}"
    given = {"ADDRESS": url, "PORT": str(port), "COOKIE_SECRET": SECRET, "FIGURES": "", **settings}
    environment = {f"GLASSBOX_HOST_{name}": value for name, value in given.items()}
    with (home.parent / "server.log").open("a") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "core", "serve", "--hosted"],
            cwd=ROOT,
            env=os.environ | environment | {"GLASSBOX_HOME": str(home)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_healthy(url, server)
            yield App(url, server.pid, home)
        finally:
            server.terminate()
            server.wait(timeout=20)
