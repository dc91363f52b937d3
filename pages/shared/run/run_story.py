"""Below a run's curves: their numbers, what they mean, and what goes on inside the model."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from core.errors import InputError
from core.evaluation.evidence.curves import gather_curves
from core.evaluation.findings import find_findings
from core.evaluation.findings.finding import Finding
from core.evaluation.replay import Replay, make_replay
from core.i18n import N_, Message, _
from core.runs.folder import RunFolder
from core.runs.inside import Inside, LiveInside
from core.runs.progress import LiveProgress
from pages.shared import address
from pages.shared.caches import cache_resource
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table
from pages.shared.plain import escape_markdown
from pages.shared.run.findings_view import findings_view
from pages.shared.run.inside.head_view import head_view
from pages.shared.run.inside.replay_view import replay_view
from pages.shared.versioned_value import VersionedValue

BALANCED = "val_balanced_accuracy"
STORY_SECONDS = 5.0  # what changes once an epoch is not looked for every second
SHARED_SECONDS = 4.0  # so often is looked for what is new, for all tabs together
NUMBERS = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", BALANCED, "images_per_second", "seconds")


@dataclass(frozen=True)
class Story:
    """What is the same for all who watch a run; `epochs` are those that are over, `setup` is that of the events."""

    epochs: Sequence[Mapping[str, Any]]
    setup: Mapping[str, Any]
    findings: Sequence[Finding]
    replay: Replay | None
    problem: Message | None = None


@cache_resource(max_entries=64)
def _open_shared_story(run_id: str, _run: RunFolder, _live: LiveProgress) -> VersionedValue[Story]:
    """One story of the run for all who watch it."""
    inside = LiveInside(_run.inside)
    return VersionedValue(lambda: _version(_run, _live), lambda: _read_story(_run, _live, inside), SHARED_SECONDS)


def _version(run: RunFolder, live: LiveProgress) -> Hashable:
    """It changes with every epoch that is over, one that is done again after a crash included, recorded or lost."""
    with live.hold() as progress:
        epochs, last = len(progress.epochs), progress.epochs[-1]["t"] if progress.epochs else None
        lost = progress.lost
    return epochs, last, lost, *(_read_change(path) for path in (run.inside, run.evaluation, run.path / "result.json"))


def _read_change(path: Path) -> int | None:
    return path.stat().st_mtime_ns if path.exists() else None


def _read_story(run: RunFolder, live: LiveProgress, recorded: LiveInside) -> Story:
    with live.hold() as progress:
        epochs, setup, lost = list(progress.epochs), dict(progress.setup), progress.lost
    inside, problem = _read_inside(recorded)
    # A part of what was recorded would be read as the whole, and other things be found than with it.
    curves = None if lost or problem else gather_curves(run, epochs, inside)
    rates = {epoch["epoch"]: float(epoch["images_per_second"]) for epoch in epochs}
    found = find_findings(curves) if curves else []
    return Story(epochs, setup, found, make_replay(inside, rates) if inside else None, problem)


def _read_inside(recorded: LiveInside) -> tuple[Inside | None, Message | None]:
    """What was recorded, or why it cannot be read."""
    try:
        return recorded.update(), None
    except InputError as error:
        return None, error.message


def run_story(run: RunFolder, live: LiveProgress, active: bool) -> None:
    shared = _open_shared_story(run.run_id, run, live)
    story = shared.read_recent() if active else shared.read_current()
    numbers, meaning, inside = st.container(), st.container(), st.container()
    if story.epochs:
        with numbers:
            chart_download(f"curves_{run.run_id}", name="curves")
            folded_table(lambda: _tabulate(story.epochs), label=N_("The numbers of every epoch"))
    if story.findings:
        with meaning:
            st.subheader(_("Reading the curves"), anchor=False)
            findings_view(story.findings)
    with inside:
        st.subheader(_("Inside the model"), anchor=False)
        if story.replay:
            replay_view(story.replay, run_id=run.run_id, dataset=run.read_training_spec().dataset)
        elif run.read_training_spec().head_only and story.epochs:
            head_view(run, len(story.epochs), story.setup)
        elif story.problem:
            st.warning(escape_markdown(str(story.problem)), icon=":material/warning:")
        else:
            st.caption(_explain_no_replay(story, active, run.read_training_spec().head_only))
    address.end()


def _tabulate(epochs: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Balanced accuracy is a column where the best epoch was chosen by it."""
    told = pd.DataFrame(epochs)
    return told[[name for name in NUMBERS if name in told]]


def _explain_no_replay(story: Story, active: bool, head_only: bool) -> str:
    """Why there is no replay, nor a head to look into."""
    if active and head_only:
        return _("When the head is trained, which takes about a second, you see here what it became.")
    if active:
        return _("After the first epoch you see here what goes on inside, and can replay it.")
    if story.epochs:
        return _("This run was trained before Glassbox recorded what goes on inside. Train it again to see it.")
    return _("The run ended before its first epoch, so nothing was recorded.")
