"""What scripts send is handed to the server's event loop in batches.

Streamlit wakes the loop for each of the thirty elements of a page. Each time the script gives up the interpreter to the
loop and waits to get it back, behind all other scripts that are at work.
"""

from collections import deque
from collections.abc import Callable
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession

Calls = deque[Callable[[], None]]

_wake = AppSession._call_soon_on_event_loop
_waiting: WeakKeyDictionary[AppSession, Calls] = WeakKeyDictionary()


def hand_on_in_batches() -> None:
    """From now on the loop is woken once for all that a session has sent until it gets there."""
    AppSession._call_soon_on_event_loop = _call_soon  # type: ignore[method-assign]


def _call_soon(self: AppSession, callback: Callable[[], None]) -> None:
    calls = _waiting.setdefault(self, deque())
    calls.append(callback)
    if len(calls) == 1:
        _wake(self, lambda: _make(self, calls))


def _make(session: AppSession, calls: Calls) -> None:
    """Make the calls in their order; what comes meanwhile is made too, or wakes the loop again."""
    try:
        while calls:
            calls.popleft()()
    finally:
        if calls:  # one of them failed, which is none of the others' business
            _wake(session, lambda: _make(session, calls))
