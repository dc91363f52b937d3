"""What a person can do with a run in its state: pause, resume, stop; the same on every screen."""

from collections.abc import Callable

import streamlit as st

from core.i18n import N_, _
from core.jobs.state import ACTIVE, RESUMABLE, JobState, StateName
from core.runs import control
from core.runs.folder import RunFolder
from pages.shared.refusal import attempt, show_refusal

DOING = {"pausing": N_("Pausing …"), "stopping": N_("Stopping …")}


def run_buttons(run: RunFolder, state: JobState) -> None:
    """The buttons side by side. What was asked for is told at once, long before it is done; what is refused, below."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if state.state in DOING:
            _show_request(run, state.state)
        if state.state in ("queued", "running"):
            _button(run, "pause", _("Pause"), control.pause, help=_("Saves everything and lets the next run work."))
        if state.state in RESUMABLE - {"pausing"}:
            _button(run, "resume", _("Resume"), control.resume, main=True, help=_("Goes on from where it was saved."))
        if state.state in ACTIVE - {"stopping"}:
            waiting = state.state == "queued"
            saying = _("Takes it out of the queue.") if waiting else _("Ends now; the best weights so far are kept.")
            _button(run, "stop", _("Cancel") if waiting else _("Stop training"), control.stop, help=saying)
    show_refusal(f"run_buttons.{run.run_id}")


ICONS = {"pause": ":material/pause_circle:", "resume": ":material/play_circle:", "stop": ":material/stop_circle:"}


def _button(
    run: RunFolder, name: str, label: str, action: Callable[[RunFolder], None], *, help: str, main: bool = False
) -> None:
    st.button(
        label,
        key=f"{name}_{run.run_id}",
        icon=ICONS[name],
        type="primary" if main else "secondary",
        on_click=attempt,
        args=(f"run_buttons.{run.run_id}", action, run),
        help=help,
    )


def _show_request(run: RunFolder, state: StateName) -> None:
    st.button(_(DOING[state]), key=f"requested_{run.run_id}", icon=":material/hourglass_top:", disabled=True)
