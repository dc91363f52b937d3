"""The confusion matrix, the pictures of the cell that is chosen in it, and the figures of each class.

In the address: `&true=&predicted=` the cell, `&numbers=` what the cells show, `&order=` how the classes are ordered.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.charts.confusion_matrix import (
    compute_column_shares,
    compute_row_shares,
    draw_confusion_matrix,
    list_target_cells,
)
from core.evaluation.breakdown.class_order import ORDERS, list_mistakes, order_classes
from core.evaluation.report.figure import Averages
from core.evaluation.report.figure_words import format_share_interval, format_value
from core.evaluation.report.metrics import Report
from core.i18n import N_, _
from pages.inference.evaluate.cell_pictures import cell_pictures
from pages.inference.evaluate.judged import Judged
from pages.shared import address
from pages.shared.charts.download.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.shares_table import shares_table

SCREEN = "evaluate"
NUMBERS = {"counts": N_("Counts"), "rates": N_("Per cent of the row"), "columns": N_("Per cent of the column")}
CHART = "evaluate.confusion"
CLICKED = "evaluate.clicked"
MISTAKE = "evaluate.mistake"
MOST_MISTAKES = 50  # in the list of them
WITH_INTERVAL = ("precision", "recall", "f1")  # figures of a class whose intervals have a column
FEW = 3  # classes, of which any order is as good


def matrix_section(judged: Judged) -> None:
    """The matrix with the pictures of a cell, and below it a table of the classes."""
    _matrix_and_pictures(judged)
    _classes(judged.report)


@st.fragment
def _matrix_and_pictures(judged: Judged) -> None:
    report = judged.report
    matrix, pictures = st.columns([3, 2], gap="medium")
    with matrix:
        st.subheader(_("Confusion matrix"), anchor=False)
        numbers, order = _choose_look(report)
    with pictures:
        cell = _choose_cell(report)
        cell_pictures(judged.model.id, judged.found, judged.dataset, *cell)
    with matrix:
        _matrix(report, order_classes(report.confusion, order, cell), numbers, cell)
    address.end()


def _choose_look(report: Report) -> tuple[str, str]:
    ways = {name: _(title) for name, title in NUMBERS.items()}
    numbers = address.switch(_("Numbers"), ways, name="numbers", screen=SCREEN)
    if len(report.classes) <= FEW:
        return numbers, "dataset"
    orders = {name: _(title) for name, title in ORDERS.items()}
    return numbers, address.switch(_("Order"), orders, name="order", screen=SCREEN)


def _matrix(report: Report, shown: np.ndarray, numbers: str, cell: tuple[int, int]) -> None:
    part = report.confusion[np.ix_(shown, shown)]
    shares = compute_column_shares(report.confusion) if numbers == "columns" else compute_row_shares(report.confusion)
    places, names = shown.tolist(), [report.classes[place] for place in shown]
    words = {"true": _("True class"), "predicted": _("Predicted class"), "pictures": _("Pictures")}
    st.plotly_chart(
        draw_confusion_matrix(
            part,
            names,
            in_per_cent=numbers != "counts",
            chosen=(places.index(cell[0]), places.index(cell[1])),
            theme=st.context.theme.type or "light",
            words=words,
            shares=shares[np.ix_(shown, shown)],
        ),
        key=CHART,
        on_select=lambda: _select_clicked(part, names),
        selection_mode="points",
        config={"displayModeBar": False},
        alt=_alt(report),
    )
    chart_download(CHART, name="confusion-matrix")
    if len(shown) < len(report.classes):
        text = _("{shown} of {n} classes: those with the most mistakes, and what you have chosen.")
        st.caption(text.format(shown=len(shown), n=f"{len(report.classes):,}"))
    table = shares[np.ix_(shown, shown)].round(4) if numbers != "counts" else part
    folded_table(
        lambda: pd.DataFrame(table, index=names, columns=names), label=N_("The matrix as a table"), hide_index=False
    )


def _alt(report: Report) -> str:
    right = int(report.confusion.trace())
    return _("Confusion matrix: {right} of {n} pictures are on the diagonal, which is right.").format(
        right=f"{right:,}", n=f"{report.n:,}"
    )


def _select_clicked(part: np.ndarray, names: Sequence[str]) -> None:
    """Put the clicked cell into the address; a figure that changes forgets what is selected in it.

    A click on the point that was clicked last takes the selection back, and means that cell all the same.
    """
    points = st.session_state[CHART].selection.points
    cells = list_target_cells(part)
    if points:
        st.session_state[CLICKED] = points[0]["point_index"]
    if st.session_state.get(CLICKED, len(cells)) < len(cells):
        true, predicted = cells[st.session_state[CLICKED]]
        address.put(true=names[true], predicted=names[predicted])


def _choose_cell(report: Report) -> tuple[int, int]:
    """The cell that the address names, to be chosen without a mouse too; the most frequent mistake at first."""
    st.caption(_("Click on a cell, or choose one here, to see its pictures."))
    _list_mistakes(report)
    classes, (true, predicted) = report.classes, report.find_worst_mistake()
    names = {name: name for name in classes}
    first, second = st.columns(2)
    with first:
        row = address.select(_("True class"), names, name="true", screen=SCREEN, default=classes[true])
    with second:
        column = address.select(
            _("Predicted class"), names, name="predicted", screen=SCREEN, default=classes[predicted]
        )
    return classes.index(row), classes.index(column)


def _list_mistakes(report: Report) -> None:
    """The most frequent mistakes of many classes, to go to one of them."""
    mistakes = list_mistakes(report.confusion, MOST_MISTAKES)
    if len(report.classes) <= FEW or not mistakes:
        return
    titles = [f"{report.classes[one.true]} → {report.classes[one.predicted]} ({one.count:,})" for one in mistakes]

    def go() -> None:
        place = st.session_state[MISTAKE]
        if place is not None:
            one = mistakes[place]
            address.put(true=report.classes[one.true], predicted=report.classes[one.predicted])

    st.selectbox(
        _("Most frequent mistakes"), range(len(mistakes)), index=None, format_func=titles.__getitem__, key=MISTAKE,
        on_change=go, placeholder=_("Choose one"),
    )  # fmt: skip


def _classes(report: Report) -> None:
    st.subheader(_("By class"), anchor=False)
    shares = {
        _("Precision"): "precision",
        _("Recall"): "recall",
        "F1": "f1",
        _("ROC area"): "auc",
        _("Average precision"): "average_precision",
    }
    frame = pd.DataFrame(
        {
            _("Class"): [row.label for row in report.per_class],
            _("Pictures"): [row.support for row in report.per_class],
            **{
                title: _to_floats(row.figures[name].value for row in report.per_class) for title, name in shares.items()
            },
            **{
                _("{figure}, 95% interval").format(figure=title): [
                    format_share_interval(row.figures[name]) for row in report.per_class
                ]
                for title, name in shares.items()
                if name in WITH_INTERVAL
            },
        }
    )
    shares_table(frame, list(shares), name="classes", nothing=_("not defined"))
    text = _(
        "Mean over the classes (macro): precision {precision}, recall {recall}, F1 {f1}. Each weighted by its "
        "pictures: precision {weighted_precision}, recall {weighted_recall}, F1 {weighted_f1}."
    )
    st.caption(text.format(**_format_means("", report.macro), **_format_means("weighted_", report.weighted)))


def _format_means(prefix: str, means: Averages) -> dict[str, str]:
    figures = {"precision": means.precision, "recall": means.recall, "f1": means.f1}
    return {f"{prefix}{name}": format_value(name, figure) for name, figure in figures.items()}


def _to_floats(shares: Iterable[float | None]) -> list[float]:
    """A column of numbers alone, in which what is not defined is no number."""
    return [float("nan") if share is None else share for share in shares]
