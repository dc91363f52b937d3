"""A real server, and requests to it whose every header a test decides."""

from http.client import HTTPConnection

import pytest

from tests.browser.running_app import running_app

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The app as `streamlit run app.py` serves it."""
    with running_app(tmp_path_factory.mktemp("server")) as app:
        yield app


@pytest.fixture(scope="module")
def named_server(tmp_path_factory):
    """The app below another address, with names of its own, that waits a second for a browser to come back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_HOSTS", "glass.example.org, *.lab.example")
        patch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "deep/glass")
        patch.setenv("STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL", "1")
        with running_app(tmp_path_factory.mktemp("named"), address="/deep/glass") as app:
            yield app


def ask(app, path, *, method="GET", host=None, **headers):
    """Status, headers and body of one request; `{port}` in a header is the server's own."""
    connection = HTTPConnection("127.0.0.1", app.port, timeout=30)
    headers = {"Host": host or "127.0.0.1:{port}", **headers}
    try:
        connection.putrequest(method, path, skip_host=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value.format(port=app.port))
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, b"" if answer.status == 101 else answer.read()
    finally:
        connection.close()


def shake_hands(app, path="/_stcore/stream", **headers):
    """The status that a websocket's handshake is answered with: 101 where it is opened."""
    return ask(app, path, **{**HANDSHAKE, **headers})[0]
