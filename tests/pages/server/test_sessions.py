import asyncio
import platform
from pathlib import Path
from types import SimpleNamespace

import pytest
from anyio.from_thread import start_blocking_portal

from benchmarks.screens import screens
from pages.server.sessions import DisconnectedSessions
from tests.pages.server.visit import visit
from tests.waiting import until

LINUX = platform.system() == "Linux"


class Session:
    """What the storage needs of a session of Streamlit's."""

    def __init__(self, name):
        self.id = name
        self.ended = False
        self.session_state = {"uploads": "many"}
        self._script_event_loop = asyncio.new_event_loop()

    def shutdown(self):
        self.ended = True
        self._script_event_loop.close()


@pytest.fixture
def loop():
    """Calls a function in the thread of an event loop, as the server does."""
    with start_blocking_portal() as portal:

        async def called(function, *args):
            return function(*args)

        yield lambda function, *args: portal.call(called, function, *args)


def saved(loop, storage, *names):
    sessions = [loop(Session, name) for name in names]
    for session in sessions:
        loop(storage.save, SimpleNamespace(session=session))
    return sessions


def test_a_session_is_ended_when_its_time_is_over_though_nobody_else_comes(loop):
    storage = DisconnectedSessions(seconds=0.01)
    (session,) = saved(loop, storage, "one")
    until(lambda: session.ended, within=10)
    assert loop(storage.get, "one") is None
    assert loop(storage.list) == []
    assert session.session_state == {}


def test_a_session_that_is_taken_up_again_is_not_ended(loop):
    storage = DisconnectedSessions(seconds=60)
    (session,) = saved(loop, storage, "one")
    assert session._script_event_loop.is_closed()
    assert loop(storage.get, "one").session is session
    assert not session._script_event_loop.is_closed()
    loop(storage.delete, "one")
    loop(storage.delete, "one")
    assert not session.ended
    assert loop(storage.list) == []
    session.shutdown()


def test_of_too_many_the_oldest_is_ended(loop):
    storage = DisconnectedSessions(seconds=60, most=2)
    sessions = saved(loop, storage, "one", "two", "three")
    assert [session.ended for session in sessions] == [True, False, False]
    assert [info.session.id for info in loop(storage.list)] == ["two", "three"]


def test_a_browser_that_comes_back_finds_its_session(server):
    session = visit(server)
    assert visit(server, again=session) == session
    assert visit(server) != session
    log = (server.home / "server.log").read_text()
    assert "event loop is closed" not in log
    assert "Traceback" not in log


@pytest.mark.skipif(not LINUX, reason="the limit of another process can be set on Linux only")
@pytest.mark.parametrize(
    ("pages", "visits", "files"),
    [([""], 60, 64), pytest.param(["", *screens()], 300, 256, marks=pytest.mark.slow)],  # macOS allows 256
)
def test_a_visit_leaves_no_file_open(server, pages, visits, files):
    import resource

    for page in pages:
        visit(server, page)  # what is loaded once is loaded
    before = open_files(server.pid)
    most = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)[1]
    resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (files, most))
    for number in range(visits):
        visit(server, pages[number % len(pages)])
    assert open_files(server.pid) <= before + 5  # a connection takes a moment to be closed


def open_files(pid):
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
