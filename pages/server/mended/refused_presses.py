"""A press that is refused leaves the page: what its callback raises is told, and the page is drawn as it stands.

Streamlit calls callbacks before the script. What one raises takes the place of the whole page: the reader has lost what
they were looking at, and reads a sentence of which they do not know what it belongs to.
"""

from collections.abc import Callable
from functools import wraps

from streamlit.runtime.state.session_state import SessionState

_run = SessionState._run_callback_and_record_rerun


def tell_refused_presses(refusal: type[Exception], tell: Callable[[Exception], None]) -> None:
    """From now on `tell` is called with what a callback raises, if it is a `refusal`."""

    @wraps(_run)
    def run(self: SessionState, votes: object, callback: Callable[[], None]) -> None:
        def call() -> None:
            try:
                callback()
            except refusal as error:
                tell(error)

        _run(self, votes, call)  # type: ignore[arg-type]

    SessionState._run_callback_and_record_rerun = run  # type: ignore[method-assign, assignment]
