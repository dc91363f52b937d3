"""Errors that a reader is told in a sentence are no faults of ours: the server's log has no trace of them.

Streamlit logs what a script raises before it asks how to show it. A tab that was left open asks for what is gone, a
fragment of it every second, and among so many traces nobody would find that of a fault.
"""

from functools import wraps

from streamlit import error_util

_log = error_util._log_uncaught_app_exception


def leave_out_of_the_log(told: type[Exception]) -> None:
    """From now on the log has no trace of what a script raises, if it is `told` to the reader."""

    @wraps(_log)
    def log(ex: BaseException) -> None:
        if not isinstance(ex, told):
            _log(ex)

    error_util._log_uncaught_app_exception = log
