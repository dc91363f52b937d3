"""What was offered comes from the disk, and nothing else does."""

import pytest
from anyio import sleep_forever
from anyio.from_thread import start_blocking_portal

from pages.server.downloads import DiskDownloads
from pages.shared import file_download
from pages.shared.file_download import ROUTE, offer


async def behind(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"the app behind"})


def get(path, method="GET"):
    """Status, headers and body of one request."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        await sleep_forever()  # the browser stays

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    with start_blocking_portal() as portal:
        portal.call(DiskDownloads(behind), scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "猫 model.onnx"
    path.write_bytes(b"weights")
    return path


def test_an_offered_file_is_sent_under_its_name_until_it_is_gone(file):
    address = offer(file)
    status, headers, body = get(address)
    assert (status, body) == (200, b"weights")
    assert "attachment" in headers["content-disposition"]
    assert "%E7%8C%AB" in headers["content-disposition"]
    assert offer(file) == address
    file.unlink()
    assert get(address)[0] == 404


def test_an_address_that_was_not_given_out_has_nothing(file):
    offer(file)
    assert get(f"{ROUTE}../../etc/passwd")[0] == 404
    assert get(ROUTE)[0] == 404
    assert get("/train")[0] == 418
    assert get(offer(file), method="POST")[0] == 418


def test_the_oldest_offers_are_forgotten(tmp_path, monkeypatch):
    files = [tmp_path / name for name in ("first", "second", "third")]
    for path in files:
        path.write_bytes(b"x")
    first = offer(files[0])
    monkeypatch.setattr(file_download, "MOST", 2)
    kept = [offer(path) for path in files[1:]]
    assert [get(address)[0] for address in (first, *kept)] == [404, 200, 200]
