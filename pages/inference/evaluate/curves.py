"""ROC and precision-recall curves of one class against all others, with the areas under them.

In the address: `&class=` the class, of more than two.
"""

import pandas as pd
import streamlit as st

from core.charts.ranking_curves import draw_precision_recall, draw_roc
from core.charts.style import class_colour, literal
from core.evaluation.report.metrics import ClassRow
from core.evaluation.report.ranking import Curve, compute_curve
from core.i18n import N_, _
from core.units import format_score
from pages.inference.evaluate.judged import Judged
from pages.shared import address
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts
from pages.shared.run.measured import measured

SCREEN = "evaluate"
CHART = "evaluate.curves"
ROWS = 40  # of the table


def curves_section(judged: Judged, positive: str | None) -> None:
    """Both curves of a class: of two the positive one."""
    label = positive or _choose_class(judged)
    row = next(one for one in judged.report.per_class if one.label == label)
    place = judged.found.classes.index(label)
    curve = compute_curve(judged.found.labels == place, judged.found.probabilities[:, place])
    if curve is None:
        st.info(_("There are curves where some pictures are of this class and some are not."), icon=":material/info:")
        return
    _areas(row, judged.report.n)
    _draw(judged, label, row, curve)
    folded_table(lambda: _tabulate(curve), label=N_("The curves as a table"))


def _choose_class(judged: Judged) -> str:
    names = {row.label: row.label for row in judged.report.per_class if row.support}
    return address.select(_("Class"), names, name="class", screen=SCREEN)


def _areas(row: ClassRow, n: int) -> None:
    titles = {"auc": _("ROC area"), "average_precision": _("Average precision")}
    with st.grid(len(titles), min_column_width=130):
        for name, title in titles.items():
            measured(name, title, row.figures[name], n)
    st.caption(_("The diamond is where the model decides now. The dotted line is what guessing gets: aim above it."))


def _draw(judged: Judged, label: str, row: ClassRow, curve: Curve) -> None:
    colour, few = class_colour(label, judged.found.classes), curve.thin()
    share = curve.positives / (curve.positives + curve.negatives)
    names = {
        "curve": literal(label),
        "chance": _("guessing"),
        "false_positive_rate": _("False positive rate"),
        "recall": _("Recall"),
        "precision": _("Precision"),
        "decides": _("decides here"),
    }
    false_positives = int(judged.report.confusion[:, judged.found.classes.index(label)].sum()) - round(
        (row.recall or 0) * row.support
    )
    roc_at = (false_positives / curve.negatives, row.recall or 0.0)
    pr_at = None if row.precision is None else (row.recall or 0.0, row.precision)
    roc = draw_roc(few.false_positive_rate, few.recall, at=roc_at, colour=colour, names=names)
    pr = draw_precision_recall(few.recall, few.precision, share=share, at=pr_at, colour=colour, names=names)
    auc, average = (format_score(row.figures[name].value) for name in ("auc", "average_precision"))
    charts = (
        Chart(roc, _("ROC curve of {label}; the area under it is {area}.").format(label=label, area=auc)),
        Chart(pr, _("Precision-recall curve of {label}; average precision {area}.").format(label=label, area=average)),
    )
    live_charts(pack_charts(*charts), key=CHART)
    chart_download(CHART, name="curves")


def _tabulate(curve: Curve) -> pd.DataFrame:
    few = curve.thin(ROWS)
    return pd.DataFrame(
        {
            _("Threshold"): few.thresholds.round(4),
            _("False positive rate"): few.false_positive_rate.round(4),
            _("Recall"): few.recall.round(4),
            _("Precision"): few.precision.round(4),
        }
    )
