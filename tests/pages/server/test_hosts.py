import pytest
from anyio.from_thread import start_blocking_portal

from pages.server.hosts import OwnHosts, list_own_names
from tests.pages.server.conftest import ask, shake_hands

OWN = ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "LOCALHOST:{port}", "localhost"]
OTHERS = ["evil.example", "evil.example:{port}", "localhost.evil.example:{port}", "127.0.0.1.evil.example", "10.0.0.7"]
NO_NAMES = ["", "evil.example@localhost:{port}", "localhost:{port}/x", "localhost:x", "[::1", "localhost:99999"]


async def behind(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status(path="/", *, arrived_at="127.0.0.1", hosts=("localhost",), **headers):
    """The status of a request through `OwnHosts` alone."""
    sent = []

    async def send(message):
        sent.append(message)

    raw = [(b"host", host.encode()) for host in hosts]
    raw += [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw, "server": (arrived_at, 8501)}
    with start_blocking_portal() as portal:
        portal.call(OwnHosts(behind), scope, None, send)
    return sent[0]["status"]


@pytest.mark.parametrize("host", OWN)
def test_the_names_of_the_loopback_are_answered(server, host):
    assert ask(server, "/", host=host)[0] == 200
    assert ask(server, "/_stcore/health", host=host)[2] == b"ok"
    assert shake_hands(server, host=host) == 101
    assert shake_hands(server, host=host, Origin=f"http://{host}") == 101


@pytest.mark.parametrize("host", OTHERS + NO_NAMES)
def test_any_other_name_is_refused_even_by_a_page_of_that_name(server, host):
    origin = {"Origin": f"http://{host}"} if host else {}
    assert ask(server, "/", host=host or " ")[0] in (400, 403)
    assert shake_hands(server, host=host or " ", **origin) in (400, 403)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:9999",
        "http://localhost:{port}",
        "http://127.0.0.1",
        "https://127.0.0.1",
        "null",
        "",
        "file://",
        "chrome-extension://abc",
        "http://127.0.0.1:{port}@evil.example",
        "http://127.0.0.1:{port}.evil.example",
    ],
)
def test_the_page_of_another_server_is_refused(server, origin):
    assert shake_hands(server, Origin=origin) == 403
    for path, method in (("/", "GET"), ("/_stcore/health", "GET"), ("/_stcore/upload_file/a/b", "PUT")):
        assert ask(server, path, method=method, Origin=origin)[0] == 403


@pytest.mark.parametrize(
    "path", ["/media/a.png", "/component/a/b", "/_stcore/bidi-components/a/b", "/_stcore/upload_file/a/b", "/vendor/x"]
)
def test_uploads_components_and_media_are_no_exception(server, path):
    for method in ("GET", "OPTIONS", "PUT", "DELETE"):
        assert ask(server, path, method=method, host="evil.example")[0] == 403
        assert ask(server, path, method=method, Origin="http://evil.example")[0] == 403
    assert ask(server, path, Origin="http://127.0.0.1:{port}")[0] != 403


def test_who_is_refused_is_told_what_to_set(server):
    said = ask(server, "/", host="evil.example")[2].decode()
    assert said == "This server does not answer to the name 'evil.example'. If it should, set GLASSBOX_HOSTS."


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/%5fstcore/metrics"])
def test_the_metrics_are_not_public(server, path):
    assert ask(server, path)[0] == 404


@pytest.mark.parametrize("host", ["glass.example.org", "a.lab.example", "b.a.lab.example"])
def test_a_host_names_its_names(named_server, host):
    assert ask(named_server, "/deep/glass/", host=host)[0] == 200
    assert ask(named_server, "/deep/glass/_stcore/health", host=host)[2] == b"ok"
    stream = "/deep/glass/_stcore/stream"
    assert shake_hands(named_server, stream, host=host, Origin=f"https://{host}") == 101
    assert shake_hands(named_server, stream, host=host, Origin="https://evil.example") == 403
    assert ask(named_server, "/deep/glass/_stcore/metrics", host=host)[0] == 404


def test_names_that_a_host_did_not_name_are_refused_there_too(named_server):
    assert ask(named_server, "/deep/glass/", host="lab.example")[0] == 403
    assert ask(named_server, "/deep/glass/", host="evil.example")[0] == 403
    assert ask(named_server, "/deep/glass/")[0] == 200


def test_the_address_at_which_a_connection_arrived_is_a_name_of_the_server():
    assert status(arrived_at="192.168.1.5", hosts=["192.168.1.5:8501"]) == 200
    assert status(arrived_at="::ffff:192.168.1.5", hosts=["192.168.1.5:8501"]) == 200
    assert status(arrived_at="192.168.1.5", hosts=["192.168.1.6:8501"]) == 403


def test_a_request_with_no_name_or_two_is_refused():
    assert status(hosts=[]) == 403
    assert status(hosts=["localhost", "evil.example"]) == 403


def test_the_port_of_a_page_may_be_left_out_where_it_is_the_usual_one():
    assert status(hosts=["localhost"], origin="http://localhost:80") == 200
    assert status(hosts=["localhost:443"], origin="https://localhost") == 200
    assert status(hosts=["localhost:443"], origin="http://localhost") == 403


def test_addresses_to_listen_at_are_no_names(monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOSTS", "0.0.0.0, ,GLASS.example")
    assert list_own_names() == {"localhost", "127.0.0.1", "::1", "glass.example"}
