"""Where the pictures come from, and the job that answers them while the page shows what is there already."""

import threading
import time
from collections.abc import Collection, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.errors import InputError
from core.i18n import _, sentences
from core.inference.asking.batch import Batch
from core.inference.asking.questions import Given
from core.inference.model import Model
from core.jobs import control
from core.jobs.folder import JobFolder
from core.jobs.state import ACTIVE, JobState
from core.tasks import overview, watching
from core.tasks.models import predict as task
from pages.inference.predict.results import A_PAGE, show_first_results, show_results
from pages.server import arrivals
from pages.server.uploads import find_source
from pages.shared.allowance import describe_stay, largest_upload
from pages.shared.jobs.job_section import cancel_button, remember
from pages.shared.jobs.job_words import describe_progress
from pages.shared.jobs.live_progress import read_job_progress
from pages.shared.plain import escape_markdown

MEGABYTES = 100  # of one upload; the largest photos take 30
HELD = "predict.batch"  # in the session: the batch, and the model that answers it
JOB = "predict.job"
KNOWN = "predict.known"  # in the session: its uploads that are no news
WORK = "predict.work"  # in the session: the job at work, or how the last one ended
REFRESH_SECONDS = 0.5
PATIENCE_SECONDS = 0.6  # what is answered within it needs no bar
FEW = 20  # pictures that may be answered within it; of more the first answers are shown at once
LOOK_SECONDS = 0.02


def _begin(key: str) -> None:
    """Before an uploader is drawn: what arrived before it was there came from another place."""
    if key not in st.session_state:
        st.session_state[KNOWN] = frozenset(one.file_id for one in arrivals.list_arrived(frozenset()))


def ask_for_uploads() -> list[UploadedFile]:
    _begin("predict.uploads")
    files = st.file_uploader(
        _("Pictures to ask about: JPEG, PNG, WebP, HEIC, AVIF, BMP, GIF or TIFF, or a zip of them"),
        accept_multiple_files=True,
        max_upload_size=largest_upload(MEGABYTES),
        key="predict.uploads",
    )
    if not files:
        st.caption(sentences(describe_stay(), _("No picture at hand? Choose “Examples” above.")))
    return files


def ask_for_folder() -> list[UploadedFile]:
    _begin("predict.folder")
    files = st.file_uploader(
        _("Folder"), accept_multiple_files="directory", max_upload_size=largest_upload(MEGABYTES), key="predict.folder"
    )
    if not files:
        st.caption(sentences(_("All pictures in the folder and in the folders below it."), describe_stay()))
    return files


def ask_for_photo() -> list[UploadedFile]:
    _begin("predict.camera")
    photo = st.camera_input(_("Take a photo"), key="predict.camera")
    return [photo] if photo else []


@dataclass(frozen=True)
class _Work:
    """A job that answers a batch, and which pictures it was started for: one that failed is not repeated for these."""

    job: JobFolder
    pictures: frozenset[str]


def ask(model: Model, files: Sequence[UploadedFile]) -> None:
    """Have the model answer these files, and show the answers; those of an earlier run of the page are kept.

    What has arrived of an upload that the browser has not told of yet is answered too.
    """
    batch = _hold_batch(model)
    given = {file.file_id: Given(file.name, find_source(file)) for file in files}
    known = _add_known(given)
    given |= _take_arrived(known)
    batch.ask(given)
    arrivals.follow(known | set(given))
    if not given:
        return
    if work := _go_on(model, batch, frozenset(given)):
        arrivals.unfollow()  # the progress looks for more
        _show_work(model, batch, work, known)
    else:
        show_results(model, batch)


def _add_known(told: Collection[str]) -> frozenset[str]:
    """The uploads that are no news: what was there before, and what the browser has told of, ever."""
    known: frozenset[str] = st.session_state.get(KNOWN, frozenset())
    st.session_state[KNOWN] = known = known.union(told)
    return known


def _take_arrived(known: frozenset[str]) -> dict[str, Given]:
    return {one.file_id: Given(one.name, one.path) for one in arrivals.list_arrived(known)}


def _hold_batch(model: Model) -> Batch:
    """The batch of this session; a new one if the model or what is known of its training pictures has changed."""
    version = (model.version, _read_features_version(model))
    held: tuple[Hashable, Batch] | None = st.session_state.get(HELD)
    if held is None or held[0] != version:
        st.session_state[HELD] = held = (version, Batch(model))
        st.session_state.pop(WORK, None)
    return held[1]


def _read_features_version(model: Model) -> Hashable:
    with suppress(InputError, FileNotFoundError):
        return model.training and model.training.features.stat().st_mtime_ns
    return None


def _go_on(model: Model, batch: Batch, pictures: frozenset[str]) -> JobFolder | None:
    """Start a job if something waits and none is at work; the one that is, after it had a moment to end."""
    work: _Work | None = st.session_state.get(WORK)
    if batch.count_waiting() and (work is None or (not _is_at_work(work.job) and work.pictures != pictures)):
        st.session_state[WORK] = work = _Work(task.start(model, batch), pictures)
    if work is None:
        return None
    remember(JOB, work.job)
    _wait_a_moment(work.job, batch)
    state = _read_state(work.job)
    if state and state.state in ACTIVE:
        return work.job
    _end(batch, work, state)
    return None


def _wait_a_moment(job: JobFolder, batch: Batch) -> None:
    began, pause = time.monotonic(), threading.Event()
    while _is_at_work(job) and time.monotonic() - began < PATIENCE_SECONDS:
        if batch.count_waiting() > FEW and batch.count_answers():
            return
        pause.wait(LOOK_SECONDS)


def _end(batch: Batch, work: _Work, state: JobState | None) -> None:
    """A job that is done leaves nothing behind; of another end the page tells, and offers to go on."""
    watching.mark_seen(work.job)
    if state is None or state.state == "finished":
        with suppress(InputError):
            control.remove(work.job)
        del st.session_state[WORK]
        if batch.count_waiting():  # what came in the moment of its end
            st.rerun()
        return
    if not batch.count_waiting():
        return
    if state.state == "failed":
        st.error(escape_markdown(str(state.reason)), icon=":material/error:")
    text = _("{n} uploads have no answer yet.").format(n=f"{batch.count_waiting():,}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(text)
        st.button(_("Go on"), icon=":material/play_arrow:", key="predict.continue", on_click=_forget_work)


def _forget_work() -> None:
    st.session_state.pop(WORK, None)


def _is_at_work(job: JobFolder) -> bool:
    state = _read_state(job)
    return state is not None and state.state in ACTIVE


def _read_state(job: JobFolder) -> JobState | None:
    """None if it is gone or damaged."""
    with suppress(InputError):
        return overview.read_current_state(job)
    return None


def _show_work(model: Model, batch: Batch, job: JobFolder, known: frozenset[str]) -> None:
    """How far the job is, and the answers so far; the page is drawn anew at its end.

    The first answers are drawn again until a page of them is full, and then left alone: each drawing sends them all.
    """
    is_full = batch.count_answers() >= A_PAGE
    st.fragment(_show_progress, run_every=REFRESH_SECONDS)(batch, job, known, is_full=is_full)
    st.fragment(show_first_results, run_every=None if is_full else REFRESH_SECONDS)(model, batch)


def _show_progress(batch: Batch, job: JobFolder, known: frozenset[str], *, is_full: bool) -> None:
    batch.also_ask(_take_arrived(known))
    state = _read_state(job)
    if state is None or state.state not in ACTIVE or is_full != (batch.count_answers() >= A_PAGE):
        st.rerun()
    assert state is not None
    progress = read_job_progress(job)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(progress.share or 0.0, describe_progress(job, progress, state.state))
        cancel_button(job, state, key="predict.cancel")
