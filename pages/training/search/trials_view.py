"""A search: how far it is, its best trial and why, its charts, and its trials as a table."""

import pandas as pd
import streamlit as st

from core.errors import InputError
from core.i18n import _
from core.intervals import compute_share_interval
from core.jobs.folder import JobFolder
from core.jobs.state import ACTIVE, JobState
from core.search.best import find_trained, train_best
from core.search.findings import explain_best
from core.search.trials import SearchState, Trial, find_best, read_state
from core.specs.search.search_spec import SearchSpec
from core.specs.setting_words import describe_value, get_title
from core.tasks import overview
from core.tasks.words import STATES
from core.units import format_per_cent
from pages.shared.charts.table import table
from pages.shared.jobs.job_section import cancel_button, resume_button
from pages.shared.jobs.job_words import describe_progress
from pages.shared.jobs.live_progress import read_job_progress
from pages.shared.plain import escape_markdown
from pages.training.search.search_charts import search_charts

TRAIN = "pages/training/train/page.py"
REFRESH_SECONDS = 2.0


def trials_view(job: JobFolder) -> None:
    """The search while it is at work and afterwards; it is drawn anew by itself while it is at work."""
    at_work = overview.read_current_state(job).state in ACTIVE
    st.fragment(_show, run_every=REFRESH_SECONDS if at_work else None)(job, at_work=at_work)


def _show(job: JobFolder, *, at_work: bool) -> None:
    state = overview.read_current_state(job)
    if at_work and state.state not in ACTIVE:
        st.rerun()
    try:
        request, found = job.read_spec(SearchSpec), read_state(job)
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return
    _show_progress(job, state)
    best = find_best(found.trials)
    if best is None:
        _tell_none(at_work=at_work)
    else:
        _show_best(job, request, found, best, at_work=at_work)
    search_charts(request, found)
    _trial_table(request, found)


def _show_progress(job: JobFolder, state: JobState) -> None:
    if state.state in ACTIVE:
        progress = read_job_progress(job)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(progress.share or 0.0, describe_progress(job, progress, state.state))
            cancel_button(job, state, key=f"search.cancel.{job.job_id}")
        return
    if state.state == "failed":
        st.error(escape_markdown(str(state.reason)), icon=":material/error:")
    resume_button(job, key=f"search.resume.{job.job_id}")


def _show_best(job: JobFolder, request: SearchSpec, found: SearchState, best: Trial, *, at_work: bool) -> None:
    _show_figures(found, best.val_accuracy or 0.0)
    heading = _("Why this one")
    st.markdown(f"**{heading}**")
    settings = " · ".join(
        f"{_(get_title(name))} **{describe_value(name, value)}**" for name, value in best.values.items()
    )
    st.markdown(f"{settings}\n\n" + "\n".join(f"- {said}" for said in explain_best(found, request.base)))
    if not at_work:
        _offer_training(job, is_worse=found.earlier is not None and found.earlier.won < found.earlier.lost)


def _show_figures(found: SearchState, accuracy: float) -> None:
    """The best trial's score, what to expect of it and what there was before, as far as they are known."""
    finished = sum(trial.state == "finished" for trial in found.trials)
    with st.container(horizontal=True):
        with st.container(width="content"):
            st.metric(_("Best validation accuracy"), format_per_cent(accuracy))
            if found.optimism:
                low, high = compute_share_interval(accuracy, found.optimism.pictures)
                said = _("95 % interval {low} to {high}")
                st.caption(said.format(low=format_per_cent(low), high=format_per_cent(high)))
        if found.optimism and found.optimism.points is not None:
            st.metric(_("Expected of new pictures"), format_per_cent(accuracy - found.optimism.points), width="content")
        if found.earlier:
            st.metric(_("Best before the search"), format_per_cent(found.earlier.accuracy), width="content")
        st.metric(_("Finished trials"), finished, width="content")


def _tell_none(*, at_work: bool) -> None:
    if at_work:
        said = _("No trial has finished yet. The first one has the settings that you have now.")
        st.info(said, icon=":material/hourglass_top:")
    else:
        st.info(_("No trial has finished."), icon=":material/info:")


def _offer_training(job: JobFolder, *, is_worse: bool) -> None:
    """One press: the best settings once more, judged on the test pictures that no trial has seen."""
    if trained := find_trained(job):
        st.page_link(TRAIN, label=_("The best, trained"), icon=":material/arrow_forward:",
                     query_params={"run": trained.run_id})  # fmt: skip
        return
    said = _("Train the best, and judge it once on the test pictures")
    if st.button(said, type="secondary" if is_worse else "primary", icon=":material/play_arrow:"):
        try:
            train_best(job)
        except InputError as error:
            st.error(escape_markdown(str(error)), icon=":material/error:")
            return
        st.rerun()


def _trial_table(request: SearchSpec, found: SearchState) -> None:
    if not found.trials:
        return
    names = list(request.space.root)
    rows = sorted(found.trials, key=lambda trial: -(trial.val_accuracy or 0.0))
    has_reasons = any(trial.reason for trial in rows)
    frame = pd.DataFrame(
        [
            {
                _("Trial"): trial.number + 1,
                _("Run"): f"train?run={trial.run}",
                _("State"): _(STATES[trial.state]),
                **({_("Reason"): str(trial.reason or "")} if has_reasons else {}),
                _("Validation accuracy"): trial.val_accuracy,
                _("Epochs"): len(trial.curve),
                _("Parameters"): trial.parameters,
                **{_(get_title(name)): str(describe_value(name, trial.values[name])) for name in names},
            }
            for trial in rows
        ]
    )
    table(
        frame, name="trials",
        column_config={
            _("Run"): st.column_config.LinkColumn(display_text=_("open")),
            _("Reason"): st.column_config.TextColumn(width="medium"),
            _("Validation accuracy"): st.column_config.NumberColumn(format="percent"),
            _("Parameters"): st.column_config.NumberColumn(format="localized"),
        },
    )  # fmt: skip
