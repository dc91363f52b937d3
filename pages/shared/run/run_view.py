"""One run as it is now: what it does, how far it is, its two curves, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.charts.learning_curve import draw_learning_curve
from core.evaluation.evaluate import load
from core.evaluation.headline import HEADLINES, explain_scores, list_headlines
from core.evaluation.report.metrics import Report
from core.files import DamagedFileError, none_if_damaged
from core.i18n import _, language, sentences
from core.jobs.state import ACTIVE, JobState, StateName
from core.runs.data_notes import explain_data, read_data_state
from core.runs.folder import RunFolder
from core.runs.life import read_current_state
from core.runs.progress import LiveProgress, Phase, Progress
from core.runs.report import check_events
from core.runs.result import Metrics, Result
from core.specs.network import translate_network
from core.specs.training_spec import TrainingSpec
from core.tasks.words import PHASES
from core.units import format_per_cent, format_seconds
from pages.shared.caches import cache_resource
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts
from pages.shared.jobs.job_words import STATE_COLOURS, explain_wait, format_count, name_state
from pages.shared.jobs.live_progress import open_progress
from pages.shared.models.data_notes import data_notes
from pages.shared.plain import escape_markdown
from pages.shared.run.head_facts import describe_training
from pages.shared.run.measured import measured
from pages.shared.run.repair_offer import describe_damage, repair_offer
from pages.shared.run.run_buttons import run_buttons
from pages.shared.run.run_story import STORY_SECONDS, run_story
from pages.shared.versioned_value import VersionedValue

EXPORT = "pages/inference/export/page.py"
PREDICT = "pages/inference/predict/page.py"
METRIC = 130  # pixels; two of them beside each other on a phone
REFRESH_SECONDS = 1.0
SHARED_SECONDS = 0.9  # so often is looked for what is new, for all tabs together


@dataclass(frozen=True)
class RunSnapshot:
    """What is the same for all who watch a run in one language; no curves before there is a point."""

    spec: TrainingSpec
    progress: Progress
    curves: bytes | None


@cache_resource(max_entries=64)
def _open_shared_snapshot(run_id: str, language: str, _run: RunFolder) -> VersionedValue[RunSnapshot]:
    """One view of the run for all who watch it in that language."""
    live = open_progress(run_id, _run)
    return VersionedValue(lambda: live.update().version, lambda: _take_snapshot(_run, live), SHARED_SECONDS)


def _take_snapshot(run: RunFolder, live: LiveProgress) -> RunSnapshot:
    spec = run.read_training_spec()
    with live.hold() as progress:
        return RunSnapshot(spec, progress, _curves(spec, progress))


def run_view(run: RunFolder) -> None:
    """Show the run, and keep showing it for as long as it is at work.

    What follows from its state alone is drawn once and stands until the state is another one.
    """
    state, snapshot = read_current_state(run), _open_snapshot(run).read_current()
    active, name = state.state in ACTIVE, name_state(run, state.state)
    _heading(run, snapshot.spec, state, name)
    with st.container():  # filled or not: what comes and goes above the charts must not make new charts of them
        if not active:  # while a resumed run is at work, its result is that of an earlier end
            _end(run, state)
    st.fragment(_view, run_every=REFRESH_SECONDS if active else None)(run, state.state, name)
    every = STORY_SECONDS if active else None
    st.fragment(run_story, run_every=every)(run, open_progress(run.run_id, run), active)


def _open_snapshot(run: RunFolder) -> VersionedValue[RunSnapshot]:
    return _open_shared_snapshot(run.run_id, language(), run)


def _view(run: RunFolder, drawn_state: StateName, drawn_name: str) -> None:
    """What changes by the second."""
    state = read_current_state(run)
    if (state.state, name_state(run, state.state)) != (drawn_state, drawn_name):
        st.rerun()
    snapshot = _open_snapshot(run).read_recent()
    with st.container():
        _show_lost_events(run, state, snapshot.progress)
        if drawn_state in ACTIVE:
            _show_progress(run, drawn_state, snapshot.progress)
    if snapshot.curves:
        live_charts(snapshot.curves, key=f"curves_{run.run_id}")
        if not none_if_damaged(run.read_training_result)():  # beside its figures it is said already
            data_notes(explain_data(run))


def _heading(run: RunFolder, spec: TrainingSpec, state: JobState, name: str) -> None:
    title, buttons = st.columns([3, 2], vertical_alignment="center")
    colour = STATE_COLOURS.get(state.state, "gray")
    architecture, dataset = escape_markdown(translate_network(spec)), escape_markdown(spec.dataset)
    facts = f"**{architecture}** · {dataset} · {describe_training(spec)}"
    title.markdown(f":{colour}-badge[{name}] {facts}")
    with buttons:
        run_buttons(run, state)


def _end(run: RunFolder, state: JobState) -> None:
    """Of a failed run, why; of a damaged one, how to mend it; of one with a model, how good it is."""
    if problem := describe_damage(run):
        repair_offer(run, problem)
    elif state.state == "failed" and state.reason:
        st.error(escape_markdown(str(state.reason)), icon=":material/error:")
    _outcome(run, none_if_damaged(run.read_training_result)())
    if run.onnx_model.exists():
        _lead_on({"run": run.run_id})


def _lead_on(query: Mapping[str, str]) -> None:
    """What most want of a model, beside its figures: the end of the page is screens away."""
    with st.container(horizontal=True):
        st.page_link(
            PREDICT, label=_("Try it on photos"), icon=":material/image_search:", query_params=query, width="content"
        )
        icon = ":material/ios_share:"
        st.page_link(EXPORT, label=_("Export this model"), icon=icon, query_params=query, width="content")


def _show_lost_events(run: RunFolder, state: JobState, progress: Progress) -> None:
    """One sentence, if something that the run has recorded is lost."""
    try:
        check_events(
            run, state, None if state.state in ACTIVE else none_if_damaged(run.read_training_result)(), progress
        )
    except DamagedFileError as error:
        st.warning(escape_markdown(str(error)), icon=":material/broken_image:")


def _show_progress(run: RunFolder, drawn_state: StateName, progress: Progress) -> None:
    """The phase and how far it is; who waits has no phase yet, or speaks of the one in which it ended before."""
    phase, trained = progress.phase, min(1.0, progress.steps_done / max(1, progress.steps_total))
    if drawn_state == "queued":
        st.progress(trained, explain_wait(run))
    elif phase:
        _show_phase(phase, trained, progress)


def _show_phase(phase: Phase, trained: float, progress: Progress) -> None:
    text = _(PHASES[phase.name])
    if phase.name == "training":
        st.progress(trained, _format_training(progress))
    elif phase.total:
        done, total = (format_count(phase.name, count) for count in (phase.done, phase.total))
        st.progress(phase.done / phase.total, f"{text}: {done} / {total}")
    else:
        st.progress(trained, text if phase.name == "paused" else f"{text} …")


def _format_training(progress: Progress) -> str:
    setup = progress.setup
    if not setup:
        return _(PHASES["training"])
    epoch = min(progress.epochs_done + 1, setup["epochs"])
    parts = [_("Epoch {epoch} of {epochs}").format(epoch=epoch, epochs=setup["epochs"])]
    if (rate := progress.compute_images_per_second()) is not None:
        parts.append(_("{rate} images a second").format(rate=f"{rate:,.0f}"))
    if (left := progress.compute_seconds_left()) is not None:
        parts.append(_("{time} left").format(time=format_seconds(left)))
    return " · ".join([*parts, setup["device"], setup["precision_policy"]])


def _read_report(run: RunFolder) -> Report | None:
    """That of the run's own test pictures."""
    predictions = load(run.evaluation, run.read_training_spec().dataset, "test")
    return predictions.known_report if predictions else None


def _show_metrics(metrics: Metrics, report: Report | None) -> None:
    """Each with its interval; without a report only that of the accuracy is known."""
    figures = list_headlines(metrics, report)
    with st.grid(len(figures), min_column_width=METRIC):
        for name, figure in figures.items():
            measured(name, _(HEADLINES[name]), figure, metrics.n)


def _outcome(run: RunFolder, result: Result | None) -> None:
    if result is None:
        return
    if result.metrics:
        report = _read_report(run)
        _show_metrics(result.metrics, report)
        data_notes(explain_data(run))
        if report:
            st.caption(escape_markdown(sentences(*map(str, explain_scores(report)))))
    else:
        data_notes(explain_data(run))
    facts = [] if run.read_training_spec().head_only else _tell_best(result)
    if result.stopped_early:
        facts.append(_("Ended after epoch {epoch}: it no longer got better").format(epoch=result.epochs))
    took = _("Took {time}").format(time=format_seconds(result.seconds.total))
    rate = _("{rate} images a second").format(rate=f"{result.images_per_second:,.0f}")
    st.caption(" · ".join([*facts, took, rate, result.device, result.precision_policy, *_name_version(run)]))


def _tell_best(result: Result) -> list[str]:
    """Which epoch is kept, and by what it was judged."""
    if not result.best_epoch:
        return []
    if result.best_val_balanced_accuracy is None:
        best = _("Weights of epoch {epoch} are kept: it was the best on the validation pictures")
        return [best.format(epoch=result.best_epoch)]
    best = _("Weights of epoch {epoch} are kept: it had the best balanced accuracy on the validation pictures, {share}")
    return [best.format(epoch=result.best_epoch, share=format_per_cent(result.best_val_balanced_accuracy))]


def _name_version(run: RunFolder) -> list[str]:
    """The version of the dataset that the run has learned from, if that is known."""
    data = read_data_state(run)
    return [_("dataset version {version}").format(version=data.version)] if data else []


def _curves(spec: TrainingSpec, progress: Progress) -> bytes | None:
    """Loss and accuracy, ready to be sent."""
    if not progress.batches["position"] and not progress.epochs:
        return None
    names = {
        "batch": _("running mean"),
        "training": _("training"),
        "validation": _("validation"),
        "epoch": _("epoch"),
        "best": _name_best(progress.best),
        "loss": _("loss"),
        "accuracy": _("accuracy"),
    }
    return pack_charts(
        *(
            Chart(
                draw_learning_curve(
                    metric,
                    progress.batches,
                    progress.epochs,
                    names=names,
                    best_epoch=None if spec.head_only else progress.best_epoch,
                ),
                alt=_alt(names[metric], metric, progress.epochs),
            )
            for metric in ("loss", "accuracy")
        )
    )


def _name_best(epoch: Mapping[str, Any] | None) -> str:
    return _("best balanced") if epoch and "val_balanced_accuracy" in epoch else _("best")


def _alt(name: str, metric: str, epochs: Sequence[Mapping[str, Any]]) -> str:
    if not epochs:
        return _("{metric} over the epochs; the first one is not over yet").format(metric=name)
    last = epochs[-1]
    return _("{metric} over the epochs; after epoch {epoch}: training {training}, validation {validation}").format(
        metric=name, epoch=last["epoch"], training=f"{last[metric]:.3f}", validation=f"{last['val_' + metric]:.3f}"
    )
