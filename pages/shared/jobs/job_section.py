"""A part of a page that starts a job, shows it while it is at work, and tells why it failed.

    if not job_section(KEY, ADD_DATASET, lambda request: True):
        if st.button(...):
            follow(KEY, add_dataset.start(...))
    if (job := take_ended(KEY)) and ...

The job is found by what it is about, so that leaving the page or reloading it, or a restart of the server, changes
nothing. What the session knows besides is which jobs it has started or seen here, so that it can tell of their end.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import streamlit as st
from pydantic import BaseModel

from core.errors import InputError
from core.i18n import _
from core.jobs.folder import JobFolder
from core.jobs.kind import Kind
from core.jobs.state import ACTIVE, JobState
from core.tasks import overview, watching
from pages.shared.jobs.job_words import describe_progress, translate_state
from pages.shared.jobs.live_progress import read_job_progress
from pages.shared.plain import escape_markdown
from pages.shared.refusal import attempt, show_refusal

HERE = "jobs.here"  # in the session: {job: the page on which this session follows it}
PAGE = "jobs.page"  # and the page that is shown
REFRESH_SECONDS = 0.5
PATIENCE_SECONDS = 1.0  # what ends within it is not worth a bar
LOOK_SECONDS = 0.02

Spec = TypeVar("Spec", bound=BaseModel)


def job_section(key: str, kind: Kind[Spec], matches: Callable[[Spec], bool]) -> bool:
    """Show the jobs of that kind at work whose spec matches, or why the last one that was followed here has failed.

    Returns whether one is at work.
    """
    jobs = watching.list_at_work(kind, matches)
    for job in jobs:
        remember(key, job)
        st.fragment(_show, run_every=REFRESH_SECONDS)(job)
    if not jobs:
        _show_end(key)
    return bool(jobs)


def follow(key: str, job: JobFolder) -> None:
    """Draw the page anew with the job at work, or for what takes a moment with what came of it."""
    remember(key, job)
    began, pause = time.monotonic(), threading.Event()
    while overview.read_current_state(job).state in ACTIVE and time.monotonic() - began < PATIENCE_SECONDS:
        pause.wait(LOOK_SECONDS)
    st.rerun()


def take_ended(key: str) -> JobFolder | None:
    """The job that was followed under this key if it is finished; it is returned once."""
    job: JobFolder | None = st.session_state.get(key)
    state = _read_state(job) if job else None
    if job is None or state is None or state.state != "finished":
        return None
    del st.session_state[key]
    watching.mark_seen(job)
    return job


def forget(key: str, job: JobFolder) -> None:
    """The page tells in its own way how the job ended."""
    watching.mark_seen(job)
    if st.session_state.get(key) == job:
        del st.session_state[key]


def is_followed_here(job: JobFolder) -> bool:
    """Whether this session follows the job on the page that it is looking at."""
    page = st.session_state.get(HERE, {}).get(job.job_id)
    return page is not None and page == st.session_state.get(PAGE)


def record_page(page: str) -> None:
    """The session now looks at that page."""
    st.session_state[PAGE] = page


def remember(key: str, job: JobFolder) -> None:
    """Have this session follow the job under that key, on the page that it is looking at."""
    st.session_state[key] = job
    st.session_state[HERE] = {**st.session_state.get(HERE, {}), job.job_id: st.session_state.get(PAGE)}


def _read_state(job: JobFolder) -> JobState | None:
    """None if it is gone or damaged."""
    with suppress(InputError):
        return overview.read_current_state(job)
    return None


def _show(job: JobFolder) -> None:
    """How far it is, and a button that ends it; the page is drawn anew at its end."""
    state = _read_state(job)
    if state is None or state.state not in ACTIVE:
        st.rerun()
    assert state is not None
    progress = read_job_progress(job)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(progress.share or 0.0, describe_progress(job, progress, state.state))
        cancel_button(job, state, key=f"section.cancel.{job.job_id}")
    st.caption(_("You can leave this page: the work continues, and every page shows when it has ended."))


def cancel_button(job: JobFolder, state: JobState, *, key: str) -> None:
    """End the job; whoever does it here need not be told."""
    label = translate_state("stopping") if state.state == "stopping" else _("Cancel")
    st.button(label, icon=":material/stop:", key=key, disabled=state.state == "stopping", on_click=_cancel, args=(job,))


def resume_button(job: JobFolder, *, key: str) -> None:
    """Go on with a job whose worker died; of other jobs nothing is drawn."""
    if overview.can_continue(job):
        st.button(_("Resume"), icon=":material/play_arrow:", key=key, on_click=attempt, args=(key, _resume, job))
        show_refusal(key)


def _resume(job: JobFolder) -> None:
    watching.unmark_seen(job)
    overview.resume(job)


def _cancel(job: JobFolder) -> None:
    overview.cancel(job)
    watching.mark_seen(job)


def _show_end(key: str) -> None:
    """Why the job failed; of any other end the page itself tells."""
    job: JobFolder | None = st.session_state.get(key)
    state = _read_state(job) if job else None
    if job is None or state is None or state.state in ACTIVE:
        return
    watching.mark_seen(job)
    if state.state == "failed":
        st.error(escape_markdown(str(state.reason)), icon=":material/error:")
        resume_button(job, key=f"section.resume.{job.job_id}")
