"""The internet as far as published weights are concerned: nowhere, or a folder that is served from this machine."""

import http.server
import threading
from functools import partial

import pytest

from core.backbone.weights import online

ADDRESS = "GLASSBOX_WEIGHTS_URL"
LOOK_EVERY = 0.05  # seconds between two looks whether the server shall end


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Nothing is downloaded in a test, whether the internet is at hand or not: nobody listens there."""
    monkeypatch.setenv(ADDRESS, "http://127.0.0.1:9")


@pytest.fixture
def forgotten():
    """Nobody knows yet what can be reached."""
    online.forget()
    yield
    online.forget()


@pytest.fixture
def mirror(offline, tmp_path, monkeypatch):
    """A folder that is served as the published files are."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(LOOK_EVERY,), daemon=True).start()
        monkeypatch.setenv(ADDRESS, f"http://127.0.0.1:{server.server_port}")
        yield folder
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def put(folder, backbone, data):
    """Publish these bytes as the network's weights."""
    path = folder / backbone.application.path
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
