"""A command that waits for a job: shows how far it is, and cancels it when the person at the terminal gives up."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from core.cli.failure import JobFailedError
from core.cli.output import escape_line, print_progress
from core.cli.progress import format_progress
from core.errors import InputError
from core.i18n import N_
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.life import read_current_state
from core.jobs.progress import ProgressReader
from core.jobs.state import ACTIVE, JobState

POLL_SECONDS = 0.05  # work that is done by a thread may take less than that

Result = TypeVar("Result")


def complete(job: JobFolder, read: Callable[[], Result]) -> Result:
    """Wait for the job's end, and return what `read` finds of its work then; the job is removed.

    Raises:
        KeyboardInterrupt: of Ctrl-C, when the job is cancelled and gone.
        InputError: the job failed by what was asked for, was cancelled elsewhere, or its state is damaged.
        JobFailedError: it failed by a fault of ours; the job stays, since its log may say more.

    """
    state = follow(job)
    if state.state == "failed" and not state.by_input:
        raise JobFailedError(str(state.reason))
    try:
        if state.state == "failed" and state.reason:
            raise InputError(state.reason.text, **state.reason.values)
        if state.state == "stopped":
            raise InputError(N_("The work was cancelled elsewhere; nothing is left of it."))
        return read()
    finally:
        control.remove(job)


def follow(job: JobFolder) -> JobState:
    """Wait for the job's end and return its last state.

    Raises:
        KeyboardInterrupt: of Ctrl-C, when the job is cancelled and gone.
        InputError: the job's state is damaged.

    """
    try:
        return wait_for_end(job)
    except KeyboardInterrupt:
        with uninterrupted():
            control.cancel(job)
            wait_for_end(job)
            control.remove(job)
        raise
    finally:
        print_progress("")


def report_end(state: JobState) -> int:
    """Print why the job failed, if it did, and return the command's exit status."""
    if state.state != "failed":
        return 0
    print(escape_line(state.reason), file=sys.stderr)
    return 2 if state.by_input else 1


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore further Ctrl-C: what is being cancelled ends after its present step, and then its files are removed."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def wait_for_end(job: JobFolder) -> JobState:
    """Show how far the job is until it has ended."""
    reader = ProgressReader(job)
    while (state := read_current_state(job)).state in ACTIVE:
        print_progress(format_progress(reader.read(), state.state))
        time.sleep(POLL_SECONDS)
    return state
