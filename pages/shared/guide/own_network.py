"""The network of the reader's own that a step asks about: the newest, or the one that is being trained just now."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from core.i18n import N_, _
from core.jobs.folder import JobFolder
from core.jobs.state import ACTIVE
from core.networks.catalogue import translate_title
from core.runs.kind import TRAIN
from core.runs.result import Metrics
from core.runs.summary import RunSummary, summarize_newest
from core.tasks import overview, watching
from pages.shared.guide import tasks
from pages.shared.guide.checks import is_trained
from pages.shared.guide.facts import Facts
from pages.shared.guide.memory import mark_done, read_done
from pages.shared.guide.task import Task
from pages.shared.jobs.job_words import describe_progress
from pages.shared.jobs.live_progress import read_job_progress
from pages.shared.plain import escape_markdown

AWAITED = "guide.awaited"  # in the session: the training whose end the path tells
OPENED = "guide.opened"  # in the session: when the step of training was opened first
REFRESH_SECONDS = 1.0
LOOKED_AT = 4  # runs
FIRST = N_("Your network is being trained just now ({progress}). When that has ended, this step is about it.")
NEWER = N_(
    "A newer network of yours is being trained just now ({progress}). Until then this step is about an earlier one."
)
STEP = N_("A network is being trained just now ({progress}). When it has been judged, this step is done.")


def note_opened(task: Task) -> None:
    """A training counts for its step from now on; what was trained before is offered."""
    if task.name == tasks.TRAIN:
        st.session_state.setdefault(OPENED, datetime.now())


def list_tested() -> Sequence[Metrics]:
    """Of trainings that have ended since the step of training was opened."""
    opened = st.session_state.get(OPENED, datetime.max)
    return [one.metrics for one in _list_judged() if one.metrics and one.ended and one.ended >= opened]


def _list_judged() -> Sequence[RunSummary]:
    return [one for one in summarize_newest(LOOKED_AT) if one.metrics]


def offer_earlier() -> None:
    """To the step of training, where something was trained before it: to let that count."""
    earlier = next(iter(_list_judged()), None)
    found = is_trained(Facts(tested=[earlier.metrics])) if earlier and earlier.metrics else None
    if earlier is None or found is None:
        return
    said = _("You have trained one before: {network} on {dataset}, {accuracy} right.").format(
        network=translate_title(earlier.architecture), dataset=escape_markdown(earlier.dataset), **found
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(said, width="stretch")
        st.button(_("Let it count"), key="guide.earlier", on_click=mark_done, args=(tasks.TRAIN, found))


def find_own_model() -> str | None:
    """The newest model that was trained here."""
    # Imported here: most steps of the path ask no model.
    from core.inference import run_model

    newest = next(run_model.list_ready(), None)
    return newest.id if newest else None


def shows_own_model() -> bool:
    """Whether the screen of a step is about a network that was trained here, by its address or as it begins."""
    from core.inference import models, run_model

    asked, own = st.query_params.get("run"), {model.id for model in run_model.list_ready()}
    known = {model.id: model for model in models.list_models()}
    return (asked if asked in known else models.choose_first(known)) in own


def find_at_work(task: Task) -> JobFolder | None:
    """The newest training at work, for a step that a network of one's own does, unless its own page is open."""
    if not task.needs_own and (task.name != tasks.TRAIN or "run" in st.query_params):
        return None
    return max(watching.list_at_work(TRAIN, lambda spec: True), key=lambda job: job.job_id, default=None)


def tell_at_work(task: Task, job: JobFolder) -> None:
    """That a network is being trained, how far it is, and where to watch it; its end draws the page anew."""
    st.session_state[AWAITED] = job.job_id
    text = STEP if not task.needs_own else NEWER if find_own_model() else FIRST
    st.fragment(_tell, run_every=REFRESH_SECONDS)(job, text)


def _tell(job: JobFolder, text: str) -> None:
    state = overview.read_current_state(job)
    if state.state not in ACTIVE:
        st.rerun()
    progress = describe_progress(job, read_job_progress(job), state.state)
    st.info(_(text).format(progress=progress), icon=":material/hourglass_top:")
    _link_to(job)


def _link_to(job: JobFolder) -> None:
    task = tasks.BY_NAME[tasks.TRAIN]
    page, query = st.Page(task.page, url_path=task.address), {"run": job.job_id}
    icon = ":material/show_chart:"
    st.page_link(page, label=_("Watch it learn"), icon=icon, width="content", query_params=query)


def note_end() -> None:
    """A training that the path has waited for does the step of training, wherever the reader is when it ends."""
    awaited = st.session_state.get(AWAITED)
    if not awaited or tasks.TRAIN in read_done():
        return
    ended = [one for one in summarize_newest(LOOKED_AT) if one.run_id == awaited and one.state not in ACTIVE]
    if ended:
        del st.session_state[AWAITED]
        _note(is_trained(Facts(tested=[one.metrics for one in ended if one.metrics])))


def _note(found: Mapping[str, str] | None) -> None:
    if found:
        mark_done(tasks.TRAIN, found)
