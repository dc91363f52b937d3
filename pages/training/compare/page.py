"""Two to eight runs beside each other: their curves, what differs in their specs, which is better by more than chance.

In the address: `?runs=` the runs, separated by commas, `&positive=` the positive class of two; see too
`disagreements.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.charts.comparison import draw_overlaid_curves
from core.errors import InputError
from core.evaluation.comparison.compare import (
    FEWEST,
    MOST,
    Judged,
    Pair,
    compare_pairs,
    find_common_dataset,
    find_differences,
    format_p,
    list_common_classes,
    load_judged,
    tabulate,
)
from core.evaluation.headline import HEADLINES, explain_scores, list_headlines
from core.evaluation.report.figure import Figure
from core.evaluation.report.metrics import Report
from core.files import DamagedFileError
from core.i18n import N_, Message, _, listed, sentences
from core.intervals import format_measured
from core.jobs.repair import read_state
from core.runs import folder
from core.runs.data_notes import explain_data
from core.runs.folder import RunFolder
from core.runs.report import EVENTS_DAMAGED, check_events
from core.specs.network import translate_network
from core.specs.setting_words import describe_value, get_title
from core.units import format_loss, format_score
from pages.shared import address
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.download.csv_download import csv_download
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts
from pages.shared.charts.table import table
from pages.shared.jobs.live_progress import open_progress
from pages.shared.models.data_notes import data_notes
from pages.shared.models.positive_choice import choose_positive
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown
from pages.training.compare.disagreements import disagreements

SCREEN = "compare"
RUNS = "pages/training/runs/page.py"
EVALUATE = "pages/inference/evaluate/page.py"
LETTERS = "ABCDEFGH"
SPOKEN = 6  # pairs: every two of four runs; eight have 28


def _choose() -> list[RunFolder]:
    """The runs that the address names, of all that have an epoch to show."""
    known = {}
    for run in folder.list_runs():
        try:
            spec = run.read_training_spec()
            progress = open_progress(run.run_id, run).update()
            if progress.epochs:
                known[run.run_id] = f"{translate_network(spec)} · {spec.dataset} · {run.run_id}"
            elif progress.lost:
                raise DamagedFileError(run.events, EVENTS_DAMAGED)
        except InputError as error:
            st.warning(escape_markdown(str(error)), icon=":material/warning:")
    chosen = address.select_several(_("Runs"), known, name="runs", screen=SCREEN, most=MOST) if known else []
    if len(chosen) < FEWEST:
        st.info(
            _("Choose two to eight runs here, or in the list of runs, to see them side by side.")
            if len(known) >= FEWEST
            else _("There is nothing to compare yet: it takes two runs with at least one epoch each."),
            icon=":material/info:",
        )
        st.page_link(RUNS, label=_("Runs"), icon=":material/list:")
        st.stop()
    return [folder.find(run_id) for run_id in chosen]


def _name_runs(runs: Sequence[RunFolder]) -> dict[str, str]:
    """A letter for each run; what it stands for is said once."""
    return {run.run_id: letter for run, letter in zip(runs, LETTERS, strict=False)}


def _legend(runs: Sequence[RunFolder], names: Mapping[str, str]) -> None:
    specs = [run.read_training_spec() for run in runs]
    table(
        pd.DataFrame(
            {
                "": [names[run.run_id] for run in runs],
                _("Run"): [run.run_id for run in runs],
                _("Architecture"): [translate_network(spec) for spec in specs],
                _("Dataset"): [spec.dataset for spec in specs],
            }
        ),
        name="legend",
        column_config={"": st.column_config.TextColumn(width="small")},
    )


def _curves(runs: Sequence[RunFolder], names: Mapping[str, str]) -> None:
    epochs = {names[run.run_id]: _read_epochs(run) for run in runs}
    words = {name: _(name) for name in ("training", "validation", "epoch", "loss", "accuracy")}
    charts = (
        Chart(draw_overlaid_curves(metric, epochs, names=words), alt=_alt(words, metric, epochs))
        for metric in ("loss", "accuracy")
    )
    live_charts(pack_charts(*charts), key="compare.curves")
    chart_download("compare.curves", name="curves")
    st.caption(_("Solid: validation. Dotted: training."))
    folded_table(lambda: _build_curve_table(epochs), label=N_("The curves as a table"))


def _read_epochs(run: RunFolder) -> Sequence[Mapping[str, Any]]:
    """The epochs that are known, and one sentence if others were lost."""
    progress = open_progress(run.run_id, run).update()
    try:
        check_events(run, read_state(run), run.read_training_result(), progress)
    except DamagedFileError as error:
        st.warning(escape_markdown(str(error)), icon=":material/warning:")
    return progress.epochs


def _alt(words: Mapping[str, str], metric: str, epochs: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    ends = listed(f"{name} {rows[-1]['val_' + metric]:.3f}" for name, rows in epochs.items())
    return _("{metric} over the epochs; validation at the end: {ends}").format(metric=words[metric], ends=ends)


def _build_curve_table(epochs: Mapping[str, Sequence[Mapping[str, Any]]]) -> pd.DataFrame:
    columns = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy")
    return pd.DataFrame(
        [{_("Run"): name} | {key: row[key] for key in columns} for name in epochs for row in epochs[name]]
    )


def _settings(runs: Sequence[RunFolder], names: Mapping[str, str]) -> None:
    st.subheader(_("What differs in their settings"), anchor=False)
    fields = find_differences([run.read_training_spec() for run in runs])
    if not fields:
        st.caption(
            _("Nothing: their settings are the same. Differences in the results come from chance, or from the machine.")
        )
        return
    rows = [[str(describe_value(name, value)) for value in row] for name, row in fields.items()]
    frame = pd.DataFrame(rows, columns=[names[run.run_id] for run in runs])
    table(
        frame.assign(**{"": [_(get_title(name)) for name in fields]}).set_index(""), name="settings", hide_index=False
    )


def _metrics(contestants: Sequence[Judged], names: Mapping[str, str], positive: str | None) -> None:
    reports = [one.report for one in contestants]
    st.dataframe(
        pd.DataFrame(
            {
                "": [names[one.run_id] for one in contestants],
                **_format_figures(reports, positive),
                _("Loss"): [format_loss(report.summary.loss) for report in reports],
                _("Best epoch"): [one.best_epoch for one in contestants],
                _("Dataset"): [one.dataset for one in contestants],
                _("Pictures"): [one.report.n for one in contestants],
            }
        ),
        hide_index=True,
        placeholder="–",
    )
    said = dict.fromkeys(str(one) for report in reports for one in explain_scores(report, positive))
    st.caption(escape_markdown(sentences(*said)))
    data_notes(note for one in contestants for note in _explain_data(one))


def _format_figures(reports: Sequence[Report], positive: str | None) -> dict[str, list[str]]:
    """A column a figure, each with its interval; balanced accuracy where the classes of a run are uneven."""
    found = [list_headlines(report.summary, report, positive) for report in reports]
    there = [name for name in HEADLINES if any(name in figures for figures in found)]
    return {_(HEADLINES[name]): [_format_figure(figures.get(name)) for figures in found] for name in there}


def _format_figure(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    return format_measured(figure.value, figure.interval) or format_score(None)


def _explain_data(one: Judged) -> Iterable[Message]:
    return explain_data(folder.find(one.run_id)) if one.dataset == one.spec.dataset else ()


def _verdict(pair: Pair, names: Mapping[str, str]) -> None:
    badge = f":{'green' if pair.differ else 'gray'}-badge[p {format_p(pair.adjusted)}] " if pair.shared else ""
    st.markdown(f"{badge}{pair.explain(names)}")


def _verdicts(contestants: Sequence[Judged], names: Mapping[str, str]) -> pd.DataFrame:
    """A sentence a pair, the clear ones first, of many the others folded away; the same as a table."""
    found = sorted(compare_pairs(contestants), key=lambda pair: pair.adjusted)
    spoken = [pair for pair in found if pair.differ or len(found) <= SPOKEN]
    for pair in spoken:
        _verdict(pair, names)
    if others := [pair for pair in found if pair not in spoken]:
        with st.expander(
            _("{count} more pairs, none beyond chance").format(count=len(others)), icon=":material/unfold_more:"
        ):
            for pair in others:
                _verdict(pair, names)
    st.caption(
        _("By McNemar's exact test; the p-values are corrected for the number of pairs (Holm).")
        if len(found) > 1
        else _("By McNemar's exact test.")
    )
    return pd.DataFrame([vars(pair) for pair in found])


def _test(runs: Sequence[RunFolder], names: Mapping[str, str]) -> None:
    """The best weights of each on the same test pictures, as far as there are such."""
    st.subheader(_("On the test pictures, with the weights that were kept"), anchor=False)
    dataset = find_common_dataset(runs)
    contestants = load_judged(runs, dataset)
    if dataset is None:
        st.warning(_explain_other_datasets(contestants), icon=":material/warning:")
        st.page_link(EVALUATE, label=_("Evaluate"), icon=":material/grid_on:")
    if not contestants:
        return
    positive = choose_positive(list_common_classes(contestants), screen=SCREEN)
    _metrics(contestants, names, positive)
    tested = _verdicts(contestants, names)
    with st.container(horizontal=True):
        csv_download(lambda: pd.DataFrame(tabulate(contestants, positive)), name="runs", label=_("Runs as CSV"))
        if not tested.empty:
            csv_download(lambda: tested, name="pairs", label=_("Pairs as CSV"))
    disagreements(contestants, names)


def _explain_other_datasets(contestants: Sequence[Judged]) -> str:
    if len({one.dataset for one in contestants}) > 1:
        return _(
            "These runs were evaluated on the test pictures of different datasets, so their numbers cannot be "
            "compared. Evaluate them on the same one.")  # fmt: skip
    return _(
        "Not every run has been evaluated on test pictures yet. Evaluate the others, or wait until they are trained."
    )


st.title(_("Compare"))
chosen = _choose()
names = _name_runs(chosen)
_legend(chosen, names)
_curves(chosen, names)
_settings(chosen, names)
try:
    _test(chosen, names)
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
why = _("The figures say how often a model errs. See on which pictures.")
onward(Step(why, EVALUATE, _("See where it errs"), {"run": chosen[0].run_id}))
