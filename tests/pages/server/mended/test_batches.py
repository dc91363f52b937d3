"""What scripts send reaches the event loop in its order, however many send at once, and whatever goes wrong in one."""

import asyncio
import threading

from pages.server.mended import batches


class Session:
    """As much of Streamlit's session as sends."""

    def __init__(self, loop):
        self.loop, self.woken = loop, 0

    def wake(self, call):
        self.woken += 1
        self.loop.call_soon_threadsafe(call)


def send_from_threads(calls, monkeypatch, threads=4):
    """Have threads send a hundred calls each, which `calls(thread, number)` makes; how often the loop was woken."""
    monkeypatch.setattr(batches, "_wake", lambda session, call: session.wake(call))
    errors = []

    async def run():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: errors.append(context["exception"]))
        session = Session(loop)
        senders = [
            threading.Thread(target=lambda one=one: [batches._call_soon(session, calls(one, n)) for n in range(100)])
            for one in range(threads)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            await asyncio.to_thread(sender.join)
        await asyncio.sleep(0.01)
        return session.woken

    return asyncio.run(run()), errors


def test_all_arrive_in_the_order_of_each_sender(monkeypatch):
    came = []
    woken, errors = send_from_threads(lambda one, n: lambda: came.append((one, n)), monkeypatch)
    assert errors == []
    assert sorted(came) == [(one, n) for one in range(4) for n in range(100)]
    for one in range(4):
        assert [n for sender, n in came if sender == one] == list(range(100))
    assert woken <= 400


def test_one_that_fails_holds_up_nobody(monkeypatch):
    came = []

    def make(_one, n):
        def call():
            came.append(n)
            if n % 10 == 0:
                raise ValueError(n)

        return call

    _woken, errors = send_from_threads(make, monkeypatch)
    assert len(came) == 400
    assert len(errors) == 40


def test_what_is_sent_before_the_loop_gets_there_wakes_it_once(monkeypatch):
    monkeypatch.setattr(batches, "_wake", lambda session, call: session.wake(call))
    came = []

    async def run():
        session = Session(asyncio.get_running_loop())
        for n in range(30):
            batches._call_soon(session, lambda n=n: came.append(n))
        await asyncio.sleep(0)
        return session.woken

    assert asyncio.run(run()) == 1
    assert came == list(range(30))
