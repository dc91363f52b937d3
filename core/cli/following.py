"""A command that waits for a job: shows how far it is, and cancels it when the person at the terminal gives up."""

import sys
import time

from core.cli.output import escape_line, print_progress
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.life import current_state
from core.jobs.progress import JobProgress, ProgressReader
from core.jobs.state import ACTIVE, JobState

POLL_SECONDS = 0.05  # work that is done by a thread may take less than that


def follow(job: JobFolder) -> JobState:
    """Wait for the job's end and return its last state.

    Raises:
        KeyboardInterrupt: of Ctrl-C, when the job is cancelled and gone.
        InputError: the job's state is damaged.

    """
    try:
        state = _wait(job)
    except KeyboardInterrupt:
        control.cancel(job)
        _wait(job)
        control.remove(job)
        raise
    finally:
        print_progress("")
    return state


def report_end(state: JobState) -> int:
    """Print why the job failed, if it did, and return the command's exit status."""
    if state.state != "failed":
        return 0
    print(escape_line(state.reason), file=sys.stderr)
    return 2 if state.by_input else 1


def _wait(job: JobFolder) -> JobState:
    reader = ProgressReader(job)
    while (state := current_state(job)).state in ACTIVE:
        print_progress(_format_progress(reader.read()))
        time.sleep(POLL_SECONDS)
    return state


def _format_progress(progress: JobProgress) -> str:
    return progress.phase if progress.share is None else f"{progress.phase}  {progress.share:.0%}"
