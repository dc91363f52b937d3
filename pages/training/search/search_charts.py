"""The charts of a search, brought up to date where they stand."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.charts.search.axes import Axis, make_axis
from core.charts.search.frontier import draw_frontier
from core.charts.search.history import draw_history
from core.charts.search.importance import draw_importance
from core.charts.search.parallel import draw_parallel
from core.charts.search.slices import draw_slice
from core.i18n import _
from core.intervals import compute_share_interval
from core.search.compared import Compared, choose_compared
from core.search.trials import SearchState, Trial, find_frontier, list_best_so_far
from core.specs.search.search_spec import SearchSpec
from core.specs.setting_words import describe_value, get_title
from core.units import format_per_cent
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts

SLICES, PARALLEL = 4, 6  # of the settings that explain most


def search_charts(request: SearchSpec, found: SearchState) -> None:
    """Everything that can be drawn of the trials so far."""
    done = [trial for trial in found.trials if trial.state == "finished" and trial.val_accuracy is not None]
    if not done:
        return
    live_charts(pack_charts(_history(found, done)), key="search.history")
    axes = [_axis(request, name) for name in request.space.root]
    compared = choose_compared(found.trials, request.base.epochs)
    values, count = [trial.values for trial in compared.trials], len(compared.trials)
    word = _name_score(compared)
    with st.expander(_("Trials by their settings"), icon=":material/stacked_line_chart:", expanded=True):
        chosen = _choose_axes(axes, found, PARALLEL)
        parallel = draw_parallel(chosen, values, compared.scores, names=_name_all(request), accuracy=word)
        alt = _("Each of {count} trials as a line through its settings to its accuracy").format(count=count)
        live_charts(pack_charts(Chart(parallel, alt=alt)), key="search.parallel")
        if len(chosen) < len(axes) and found.importance:
            st.caption(_("The {shown} of {all} settings that explain most.").format(shown=len(chosen), all=len(axes)))
    if found.importance:
        live_charts(pack_charts(_importance(found)), key="search.importance")
    with st.expander(_("One setting at a time"), icon=":material/scatter_plot:"):
        slices = (_slice(axis, compared, word) for axis in _choose_axes(axes, found, SLICES))
        live_charts(pack_charts(*slices), key="search.slices")
    with st.expander(_("Accuracy against size and time"), icon=":material/show_chart:"):
        live_charts(pack_charts(_frontier(done, "parameters"), _frontier(done, "seconds")), key="search.frontier")


def _history(found: SearchState, done: Sequence[Trial]) -> Chart:
    best = list_best_so_far(found.trials)
    pictures = found.optimism.pictures if found.optimism else 0
    intervals = [compute_share_interval(one, pictures) if pictures else (one, one) for one in best]
    finished = {trial.number + 1: trial.val_accuracy or 0.0 for trial in done}
    stopped = {
        trial.number + 1: trial.val_accuracy for trial in found.trials
        if trial.state == "stopped" and trial.val_accuracy is not None
    }  # fmt: skip
    names = {
        "finished": _("finished"), "stopped": _("stopped"), "best": _("best so far"), "trial": _("trial"),
        "interval": _("its 95 % interval"), "accuracy": _("validation accuracy"),
    }  # fmt: skip
    alt = _("Validation accuracy of each trial; the best so far is {best}").format(best=format_per_cent(best[-1]))
    return Chart(draw_history(finished, stopped, best, intervals, names=names), alt=alt)


def _importance(found: SearchState) -> Chart:
    shares = {_(get_title(name)): (one.mean, one.low, one.high) for name, one in found.importance.items()}
    first = max(shares, key=lambda name: shares[name][0])
    alt = _("How much each setting explains; most is explained by {name}").format(name=first)
    return Chart(draw_importance(shares, share=_("share of the differences that it explains")), alt=alt)


def _axis(request: SearchSpec, name: str) -> Axis:
    one = request.space.root[name]
    axis = make_axis(
        name, low=one.low or 0.0, high=one.high or 0.0, log=one.log, choices=one.choices, whole=one.whole
    )  # fmt: skip
    return replace(axis, texts=[str(describe_value(name, value)) for value in one.choices]) if one.choices else axis


def _name_all(request: SearchSpec) -> dict[str, str]:
    return {name: _(get_title(name)) for name in request.space.root}


def _choose_axes(axes: Sequence[Axis], found: SearchState, most: int) -> list[Axis]:
    """Those that explain most, as far as that is known."""
    shares = {name: one.mean for name, one in found.importance.items()}
    return sorted(axes, key=lambda axis: -shares.get(axis.name, 0.0))[:most]


def _name_score(compared: Compared) -> str:
    """What the trials are compared by, in a word or a few."""
    if compared.after is None:
        return _("accuracy")
    return _("accuracy after {epochs} epochs").format(epochs=compared.after)


def _slice(axis: Axis, compared: Compared, word: str) -> Chart:
    values = [trial.values[axis.name] for trial in compared.trials]
    name = _(get_title(axis.name))
    figure = draw_slice(axis, values, compared.scores, name=name, accuracy=word)
    return Chart(figure, alt=_("Accuracy of {count} trials against {name}").format(count=len(values), name=name))


def _frontier(done: Sequence[Trial], by: str) -> Chart:
    small = {"parameters": _("parameters"), "seconds": _("seconds of training")}[by]
    names = {"small": small, "accuracy": _("accuracy"), "trials": _("trials"), "frontier": _("beaten by none in both")}
    points = [(float(getattr(trial, by) or 0), trial.val_accuracy or 0.0) for trial in done]
    frontier = [(float(getattr(trial, by) or 0), trial.val_accuracy or 0.0) for trial in find_frontier(done, by)]
    alt = _("Accuracy of {count} trials against {small}").format(count=len(done), small=small)
    return Chart(draw_frontier(points, frontier, names=names), alt=alt)
