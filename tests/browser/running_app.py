"""The app in a process of its own, for as long as a `with` lasts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
START = 60  # seconds a busy machine may take


@dataclass(frozen=True)
class App:
    """A healthy app: its address, the number of its process, and its GLASSBOX_HOME."""

    url: str
    pid: int
    home: Path

    @property
    def port(self) -> int:
        return int(urlsplit(self.url).port or 80)


@contextmanager
def running_app(home: Path, port: int | None = None, *, address: str = "", script: str = "app.py") -> Iterator[App]:
    """The app with that GLASSBOX_HOME, on a free loopback port unless one is named.

    `address` is the path below which Streamlit was told, in the environment, to serve it; `script` is another app.
    """
    port = port or free_port()
    home.mkdir(parents=True, exist_ok=True)
    with (home / "server.log").open("a") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true", f"--server.port={port}"],
            cwd=ROOT,
            env=os.environ | {"GLASSBOX_HOME": str(home)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}{address}"
            _wait_until_healthy(url, server)
            yield App(url, server.pid, home)
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            _give_it_a_moment(server)
    raise RuntimeError(f"the app did not answer within {START} s")


def _give_it_a_moment(server: subprocess.Popen[bytes]) -> None:
    """Wait a little, and no longer than the server lives."""
    try:
        server.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return
