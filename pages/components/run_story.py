"""Below a run's curves: what they mean, and what goes on inside the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.evaluation.curves import gathered
from core.evaluation.findings import findings
from core.evaluation.findings.finding import Finding
from core.evaluation.replay import Replay, replay
from core.i18n import _
from core.runs.folder import RunFolder
from core.runs.inside import LiveInside
from core.runs.progress import LiveProgress
from pages.components.findings_view import findings_view
from pages.components.inside_view import inside_view
from pages.components.shared import Shared

STORY_SECONDS = 3.0  # what changes once an epoch is not looked for at every step
SHARED_SECONDS = 2.0  # what one tab sees is made anew for all of them when it is older than this


@dataclass(frozen=True)
class Story:
    """What is the same for all who watch a run; `epochs` is how many are over."""

    epochs: int
    findings: Sequence[Finding]
    replay: Replay | None


@st.cache_resource(max_entries=64, show_spinner=False)
def _shared(run_id: str, _run: RunFolder, _live: LiveProgress) -> Shared[Story]:
    """One story of the run for all who watch it."""
    inside = LiveInside(_run.inside)
    return Shared(lambda: _look(_run, _live, inside), SHARED_SECONDS)


def _look(run: RunFolder, live: LiveProgress, recorded: LiveInside) -> Story:
    with live.held() as progress:
        epochs = list(progress.epochs)
    inside = recorded.update()
    curves = gathered(run, epochs, inside)
    rates = {epoch["epoch"]: float(epoch["images_per_second"]) for epoch in epochs}
    return Story(len(epochs), findings(curves) if curves else [], replay(inside, rates) if inside else None)


def run_story(run: RunFolder, live: LiveProgress, active: bool) -> None:
    story = _shared(run.run_id, run, live).get()
    meaning, inside = st.container(), st.container()
    if story.findings:
        with meaning:
            st.subheader(_("Reading the curves"), anchor=False)
            findings_view(story.findings)
    with inside:
        st.subheader(_("Inside the model"), anchor=False)
        if story.replay:
            inside_view(story.replay, run_id=run.run_id, dataset=run.spec().dataset)
        else:
            st.caption(_nothing(story, active))


def _nothing(story: Story, active: bool) -> str:
    """Why there is no replay."""
    if active:
        return _("After the first epoch you see here what goes on inside, and can replay it.")
    if story.epochs:
        return _("This run was trained before Glassbox recorded what goes on inside. Train it again to see it.")
    return _("The run ended before its first epoch, so nothing was recorded.")
