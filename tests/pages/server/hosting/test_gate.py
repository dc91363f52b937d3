"""What a visitor may do is decided before anything of a request is read."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from core import ledger, workspace
from core.hosting.owners import name_guest
from core.hosting.streamlit_options import LARGEST_MESSAGE
from core.quota import MEGABYTE
from pages.server.hosting.gate import TOO_MANY_AT_ADDRESS
from tests.browser.hosted.hosted_app import hosted_app
from tests.hosted_walk import ask, make_headers
from tests.pages.server.conftest import HANDSHAKE
from tests.pages.server.visit import Visitor
from tests.waiting import until

LIMITS = {"SESSIONS": "2", "FILE_MB": "1", "UPLOAD_MB": "2", "STORED_MB": "50"}
AT_ADDRESS = 3  # pages that all guests of one address may have open
SETTINGS = {
    "GUESTS": "train",
    "LIMITS__ADDRESS__SESSIONS": str(AT_ADDRESS),
    **{f"LIMITS__GUEST__{name}": value for name, value in LIMITS.items()},
}
PAGE = {"Accept": "text/html"}
TOO_BIG = 1009  # as RFC 6455 numbers the reasons to close a websocket


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with hosted_app(tmp_path_factory.mktemp("gate") / "home", **SETTINGS) as app:
        yield app


def test_a_page_too_many_gets_a_sentence_and_no_session(app):
    mine = make_headers("tabs")
    with Visitor(app, headers=mine) as one, Visitor(app, headers=mine) as two:
        one.run()
        two.run()
        status, said = ask(app, "/", headers={**mine, **PAGE, "Accept-Language": "zh-CN,zh"})
        assert (status, "2" in said.decode(), "上限" in said.decode()) == (503, True, True)
        with pytest.raises(InvalidStatus), Visitor(app, headers=mine):
            pass
        assert ask(app, "/", headers={**mine, **PAGE, "Cache-Control": "max-age=0"})[0] == 200  # a reload
        assert ask(app, "/", headers={**make_headers("another"), **PAGE})[0] == 200
    until(lambda: ask(app, "/", headers={**mine, **PAGE})[0] == 200, what="the end of both sessions")
    with Visitor(app, headers=mine) as again:
        again.run()


def test_guests_of_one_address_have_so_many_pages_together(app):
    def is_open_to(name):
        return ask(app, "/", headers={**make_headers(name), **PAGE})[0] == 200

    until(lambda: is_open_to("late"), what="the end of earlier sessions")
    with ExitStack() as stack:
        for name in ("first", "first", "second"):
            stack.enter_context(Visitor(app, headers=make_headers(name))).run()
        status, said = ask(app, "/", headers={**make_headers("late"), **PAGE})
        assert (status, said) == (503, TOO_MANY_AT_ADDRESS.replace("{most}", str(AT_ADDRESS)).encode())
        with pytest.raises(InvalidStatus), Visitor(app, headers=make_headers("late")):
            pass
    until(lambda: is_open_to("late"), what="the end of the sessions")


@pytest.mark.slow
def test_a_killed_server_forgets_nothing_of_what_was_sent(tmp_path):
    mine, body = make_headers("again"), bytes(MEGABYTE - 1000)

    def send(app, times):
        with Visitor(app, "predict", headers=mine) as visitor:
            visitor.run()
            addresses = visitor.addresses(["a.jpg", "b.jpg"])[:times]
            return [ask(app, one.upload_url, method="PUT", headers=mine, body=body) for one in addresses]

    home = tmp_path / "home"
    with hosted_app(home, **SETTINGS) as app:
        assert 413 not in [status for status, _said in send(app, 2)]
        os.kill(app.pid, signal.SIGKILL)
    with hosted_app(home, **SETTINGS) as app:
        ((status, said),) = send(app, 1)
        assert (status, b"Today 0 MB more" in said) == (413, True)


def test_uploads_are_counted_and_refused_before_they_are_read(app):
    mine = make_headers("uploads")
    with Visitor(app, "predict", headers=mine) as visitor:
        visitor.run()
        urls = visitor.addresses(["a.jpg", "b.jpg", "c.jpg", "d.jpg"])

        def put(number, size):
            """Only the header of the body is sent: whoever reads it would wait for the rest."""
            sent = {**mine, "Content-Length": str(size)}
            return ask(app, urls[number].upload_url, method="PUT", headers=sent, body=iter(()))

        status, said = put(0, MEGABYTE + 1)
        assert status == 413
        assert b"a file may have 1 MB" in said
        home = workspace.Workspace(app.home, app.home)
        with workspace.using(home):
            assert ledger.total(name_guest("uploads"), "uploads") == 0
            ledger.add(name_guest("uploads"), "uploads", "earlier", 3 * MEGABYTE // 2)
        status, said = put(1, 600_000)
        assert status == 413
        assert b"Today 0 MB more" in said
        with workspace.using(home):
            assert ledger.total(name_guest("uploads"), "uploads") == 3 * MEGABYTE // 2


def test_uploads_that_come_at_once_do_not_find_the_same_room_each(app):
    mine = make_headers("at once")
    with Visitor(app, "predict", headers=mine) as visitor:
        visitor.run()
        urls = visitor.addresses([f"{number}.jpg" for number in range(8)])

        def send(url):
            body = bytes(MEGABYTE // 2)  # four of which are the day's
            return ask(app, url.upload_url, method="PUT", headers=mine, body=body)[0]

        with ThreadPoolExecutor(len(urls)) as threads:
            answers = list(threads.map(send, urls))
    assert answers.count(413) == 4
    with workspace.using(workspace.Workspace(app.home, app.home)):
        assert ledger.total(name_guest("at once"), "uploads") == 2 * MEGABYTE


def test_pages_that_are_opened_at_once_do_not_find_the_same_room_each(app):
    until(lambda: ask(app, "/", headers={**make_headers("crowd"), **PAGE})[0] == 200, what="the end of sessions")

    def shake_hands(_number):
        connection = HTTPConnection("127.0.0.1", app.port, timeout=60)
        connection.request("GET", "/_stcore/stream", headers={**make_headers("crowd"), **HANDSHAKE})
        return connection

    with ThreadPoolExecutor(12) as threads:
        connections = list(threads.map(shake_hands, range(12)))
        answers = list(threads.map(lambda one: one.getresponse().status, connections))
    for connection in connections:
        connection.close()
    assert answers.count(101) == 2


def test_a_message_larger_than_a_page_has_any_use_for_is_not_taken(app):
    def flood(visitor):
        visitor._socket.send(bytes(LARGEST_MESSAGE * 10**6 + 1))
        visitor.run()

    with Visitor(app, headers=make_headers("flood")) as visitor:
        visitor.run()
        with pytest.raises(ConnectionClosed) as closed:
            flood(visitor)
        said = closed.value.rcvd  # nothing, where the connection broke off while the message was on its way
        assert said is None or said.code == TOO_BIG
    assert ask(app, "/_glassbox/live")[0] == 200


def test_an_upload_without_a_length_is_not_received(app):
    mine = make_headers("length")
    with Visitor(app, "predict", headers=mine) as visitor:
        visitor.run()
        (urls,) = visitor.addresses(["a.jpg"])
        sent = {**mine, "Transfer-Encoding": "chunked"}
        assert ask(app, urls.upload_url, method="PUT", headers=sent, body=None)[0] in (400, 411)
        small = {**sent, "Content-Length": "9"}  # which chunks make a mere word
        assert ask(app, urls.upload_url, method="PUT", headers=small, body=None)[0] in (400, 411)
