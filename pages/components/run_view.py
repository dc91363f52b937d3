"""One run as it is now: what it does, how far it is, its two curves, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.charts.curves import learning_curve
from core.i18n import N_, _
from core.runs import control
from core.runs.folder import RunFolder
from core.runs.life import current_state
from core.runs.progress import LiveProgress, Progress
from core.runs.slots import place_in_queue
from core.runs.state import ACTIVE, Result, RunState, StateName
from core.training.spec import TrainingSpec
from core.units import readable_seconds
from pages.components.folded_table import folded_table
from pages.components.live_chart import live_chart

REFRESH_SECONDS = 0.8
STATES = {
    "queued": N_("waiting for its turn"),
    "running": N_("at work"),
    "paused": N_("paused"),
    "stopping": N_("stopping"),
    "stopped": N_("stopped"),
    "finished": N_("finished"),
    "failed": N_("failed"),
}
STATE_COLOURS = {"running": "blue", "finished": "green", "failed": "red", "stopped": "orange"}
PHASES = {
    "queued": N_("Waiting for a free slot"),
    "preparing": N_("Preparing the pictures"),
    "decoding": N_("Decoding the pictures"),
    "loading": N_("Loading Keras"),
    "measuring": N_("Measuring which precision is faster"),
    "training": N_("Training"),
    "exporting": N_("Writing the model"),
    "evaluating": N_("Judging it on the test pictures"),
}


def state_name(state: StateName) -> str:
    """The state of a run in the reader's language."""
    return _(STATES[state])


@st.cache_resource(max_entries=64, show_spinner=False)
def _live(run_id: str, _run: RunFolder) -> LiveProgress:
    """One reader of the events for all who watch."""
    return LiveProgress(_run)


def run_view(run: RunFolder) -> None:
    """Show the run, and keep showing it for as long as it is at work."""
    active = current_state(run).state in ACTIVE
    st.fragment(_view, run_every=REFRESH_SECONDS if active else None)(run, active)


def _view(run: RunFolder, was_active: bool) -> None:
    state = current_state(run)
    if was_active and state.state not in ACTIVE:
        st.rerun()
    progress = _live(run.run_id, run).update()
    spec = run.spec()
    # A place for each part, filled or not: what comes and goes above the charts must not make new charts of them.
    heading, now, outcome, curves, numbers = (st.container() for _part in range(5))
    with heading:
        _heading(run, spec, state)
    with now:
        _now(run, state, progress)
    with outcome:
        _outcome(run.result())
    with curves:
        _curves(run.run_id, spec, progress)
    with numbers:
        _numbers(progress)


def _heading(run: RunFolder, spec: TrainingSpec, state: RunState) -> None:
    title, button = st.columns([5, 1], vertical_alignment="center")
    colour = STATE_COLOURS.get(state.state, "gray")
    title.markdown(
        f":{colour}-badge[{state_name(state.state)}] **{spec.architecture}** · {spec.dataset} · "
        + _("{size} px, batch {batch}").format(size=spec.image_size, batch=spec.batch_size)
    )
    if state.state in ACTIVE:
        wanted = run.wish() == "stop"
        button.button(
            _("Stopping …") if wanted else _("Stop training"),
            key=f"stop_{run.run_id}",
            icon=":material/stop_circle:",
            disabled=wanted,
            on_click=control.stop,
            args=(run,),
            help=_("Ends after this batch; the best weights so far are kept."),
        )


def _now(run: RunFolder, state: RunState, progress: Progress) -> None:
    """The phase and how far it is; of a failed run, why."""
    if state.state == "failed" and state.reason:
        st.error(str(state.reason), icon=":material/error:")
    if state.state not in ACTIVE or not progress.phase:
        return
    phase = progress.phase
    text = _(PHASES[phase.name])
    if phase.name == "queued" and (older := place_in_queue(run)):
        text = _("{older} runs are ahead of this one").format(older=older)
    if phase.name == "training":
        st.progress(min(1.0, progress.steps_done / max(1, progress.steps_total)), _training_line(progress))
    elif phase.total:
        st.progress(phase.done / phase.total, f"{text}: {phase.done:,} / {phase.total:,}")
    else:
        st.progress(0.0, f"{text} …")


def _training_line(progress: Progress) -> str:
    setup = progress.setup
    if not setup:
        return _(PHASES["training"])
    epoch = min(len(progress.epochs) + 1, setup["epochs"])
    parts = [_("Epoch {epoch} of {epochs}").format(epoch=epoch, epochs=setup["epochs"])]
    if (rate := progress.images_per_second()) is not None:
        parts.append(_("{rate} images a second").format(rate=f"{rate:,.0f}"))
    if (left := progress.seconds_left()) is not None:
        parts.append(_("{time} left").format(time=readable_seconds(left)))
    return " · ".join([*parts, setup["device"], setup["precision_policy"]])


def _outcome(result: Result | None) -> None:
    if result is None:
        return
    if result.metrics:
        for column, (name, value) in zip(
            st.columns(4),
            {
                _("Test accuracy"): result.metrics.accuracy,
                _("Precision"): result.metrics.precision,
                _("Recall"): result.metrics.recall,
                "F1": result.metrics.f1,
            }.items(),
            strict=True,
        ):
            column.metric(name, f"{value:.1%}")
    best = _("Weights of epoch {epoch} are kept: it was the best on the validation pictures.")
    facts = [best.format(epoch=result.best_epoch)] if result.best_epoch else []
    if result.stopped_early:
        facts.append(_("Ended after epoch {epoch}: it no longer got better.").format(epoch=result.epochs))
    took = _("took {time}").format(time=readable_seconds(result.seconds.total))
    rate = _("{rate} images a second").format(rate=f"{result.images_per_second:,.0f}")
    st.caption(" · ".join([*facts, took, rate, result.device, result.precision_policy]))


def _curves(run_id: str, spec: TrainingSpec, progress: Progress) -> None:
    if not progress.batches["position"]:
        return
    names = {
        "batch": _("batches (running mean)"),
        "training": _("training"),
        "validation": _("validation"),
        "epoch": _("epoch"),
        "best": _("best"),
        "loss": _("loss"),
        "accuracy": _("accuracy"),
    }
    for column, metric in zip(st.columns(2), ("loss", "accuracy"), strict=True):
        with column:
            figure = learning_curve(
                metric,
                progress.batches,
                progress.epochs,
                names=names,
                total_epochs=spec.epochs,
                best_epoch=progress.best_epoch,
            )
            live_chart(figure, key=f"{metric}_{run_id}", alt=_alt(names[metric], metric, progress.epochs))


def _alt(name: str, metric: str, epochs: Sequence[Mapping[str, Any]]) -> str:
    if not epochs:
        return _("{metric} over the epochs; the first one is not over yet").format(metric=name)
    last = epochs[-1]
    return _("{metric} over the epochs; after epoch {epoch}: training {training}, validation {validation}").format(
        metric=name, epoch=last["epoch"], training=f"{last[metric]:.3f}", validation=f"{last['val_' + metric]:.3f}"
    )


def _numbers(progress: Progress) -> None:
    if not progress.epochs:
        return
    columns = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "images_per_second", "seconds")
    folded_table(lambda: pd.DataFrame(progress.epochs)[list(columns)], label=N_("The numbers of every epoch"))
