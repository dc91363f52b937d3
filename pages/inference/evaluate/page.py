"""How good a model is on labelled pictures: its metrics, which classes it mistakes for which, and on which pictures.

In the address: `?run=` the model, `&dataset=&split=` what it is judged on, `&positive=` the positive class of two,
`&true=&predicted=` a cell of the matrix, `&numbers=` counts or per cent.
"""

from collections.abc import Iterable
from typing import cast

import pandas as pd
import streamlit as st

from core.charts.confusion_matrix import compute_row_shares, draw_confusion_matrix, list_target_cells
from core.data import datasets
from core.data.index import Split
from core.errors import InputError
from core.evaluation.data_notes import explain_data
from core.evaluation.evaluate import Predictions, find_damaged, find_judgeable, load
from core.evaluation.headline import explain_scores
from core.evaluation.metrics import Report, Scores
from core.i18n import N_, _, sentences
from core.inference.model import Model
from core.intervals import compute_wilson_interval
from core.tasks import evaluate
from core.tasks.evaluate import EVALUATE, EvaluationRequest
from core.units import format_loss, format_per_cent, format_score
from pages.inference.evaluate.baseline import baseline
from pages.inference.evaluate.cell_pictures import cell_pictures
from pages.inference.evaluate.galleries import galleries
from pages.inference.evaluate.slices import slices
from pages.shared import address
from pages.shared.charts.chart_download import chart_download
from pages.shared.charts.folded_table import folded_table
from pages.shared.charts.shares_table import shares_table
from pages.shared.data_notes import data_notes
from pages.shared.job_section import follow, job_section
from pages.shared.model_card_download import model_card_download
from pages.shared.model_choice import choose_model
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown
from pages.shared.positive_choice import choose_positive

SCREEN = "evaluate"
DATASETS = "pages/training/datasets/page.py"
TRAIN = "pages/training/train/page.py"
SPLIT_NAMES = {"test": N_("test"), "val": N_("validation"), "train": N_("training")}
NUMBERS = {"counts": N_("Counts"), "rates": N_("Per cent of the row")}
CHART = "evaluate.confusion"
CLICKED = "evaluate.clicked"
JOB = "evaluate.job"


def _choose_pictures(model: Model) -> tuple[str, Split]:
    """The dataset and the split to judge on: the test split of the model's own at first."""
    names = find_judgeable(model)
    if not names:
        st.info(
            _("No dataset here has classes that are made up of ImageNet's. Add one of cats and dogs."),
            icon=":material/info:",
        )
        st.page_link(DATASETS, label=_("Datasets"), icon=":material/photo_library:")
        st.stop()
    first, second = st.columns([2, 1])
    with first:
        dataset = address.select(_("Dataset"), {name: name for name in names}, name="dataset", screen=SCREEN)
    with second:
        splits = {name: _(title) for name, title in SPLIT_NAMES.items()}
        split = address.switch(_("Split"), splits, name="split", screen=SCREEN)
    return dataset, cast(Split, split)


def _offer(model: Model, dataset: str, split: Split) -> None:
    """What to do where there is no evaluation yet."""
    request = EvaluationRequest(model=model.id, dataset=dataset, split=split)
    if job_section(_key(request), EVALUATE, lambda asked: asked == request):
        return
    if damaged := find_damaged(model.evaluations, dataset, split):
        text = _("{path} is damaged, so what this model said of these pictures is lost. Evaluate it again.")
        st.warning(escape_markdown(text.format(path=damaged)), icon=":material/broken_image:")
    else:
        st.info(
            _(
                "This model has not been evaluated on these pictures yet. It takes a few seconds for a thousand of "
                "them."
            ),
            icon=":material/info:",
        )
    pressed = st.button(_("Evaluate"), type="primary", icon=":material/play_arrow:")
    if pressed and not address.was_shown(SCREEN):
        st.warning(
            _("The choice changed while you pressed. Look at it again, then press Evaluate."), icon=":material/info:"
        )
    elif pressed:
        follow(_key(request), evaluate.start(model, datasets.load(dataset), split))


def _key(request: EvaluationRequest) -> str:
    return f"{JOB}.{request.model}.{request.dataset}.{request.split}"


def _metrics(report: Report, positive: str | None) -> None:
    summary, scores = report.summary, report.compute_scores(positive)
    low, high = compute_wilson_interval(round(summary.accuracy * report.n), report.n)
    with st.grid(6 if report.is_uneven else 5, min_column_width=130):
        st.metric(
            _("Accuracy"),
            format_per_cent(summary.accuracy),
            delta=f"{format_per_cent(low)} – {format_per_cent(high)}",
            delta_color="off",
            delta_arrow="off",
            help=_(
                "Below it, the 95% interval (Wilson): how far the accuracy could vary by chance with {n} pictures."
            ).format(n=f"{report.n:,}"),
        )
        if report.is_uneven:
            st.metric(_("Balanced accuracy"), format_per_cent(report.balanced_accuracy))
        _show_scores(scores)
        st.metric(_("Loss"), format_loss(summary.loss))
    pictures = _("{n} pictures.").format(n=f"{report.n:,}")
    st.caption(escape_markdown(sentences(pictures, *map(str, explain_scores(report, positive)))))


def _show_scores(scores: Scores) -> None:
    st.metric(_("Precision"), format_score(scores.precision))
    st.metric(_("Recall"), format_score(scores.recall))
    st.metric("F1", format_score(scores.f1))


def _classes(report: Report) -> None:
    st.subheader(_("By class"), anchor=False)
    frame = pd.DataFrame(
        {
            _("Class"): [row.label for row in report.per_class],
            _("Precision"): _to_floats(row.precision for row in report.per_class),
            _("Recall"): _to_floats(row.recall for row in report.per_class),
            "F1": _to_floats(row.f1 for row in report.per_class),
            _("Pictures"): [row.support for row in report.per_class],
        }
    )
    shares_table(frame, [_("Precision"), _("Recall"), "F1"], name="classes", nothing=_("not defined"))


def _to_floats(shares: Iterable[float | None]) -> list[float]:
    """A column of numbers alone, in which what is not defined is no number."""
    return [float("nan") if share is None else share for share in shares]


@st.fragment
def _confusion(found: Predictions, report: Report, dataset: str) -> None:
    """The matrix, a way to choose a cell of it, and the pictures of that cell."""
    matrix, by_class = st.columns([3, 2], gap="medium")
    with by_class:
        _classes(report)
    with matrix:
        st.subheader(_("Confusion matrix"), anchor=False)
        numbers = _numbers()
    cell = _choose_cell(report)
    with matrix:
        _matrix(report, numbers == "rates", cell)
    cell_pictures(found, dataset, *cell)
    address.end()


def _numbers() -> str:
    ways = {name: _(title) for name, title in NUMBERS.items()}
    return address.switch(_("Numbers"), ways, name="numbers", screen=SCREEN)


def _matrix(report: Report, in_per_cent: bool, cell: tuple[int, int]) -> None:
    words = {"true": _("True class"), "predicted": _("Predicted class"), "pictures": _("Pictures")}
    st.plotly_chart(
        draw_confusion_matrix(
            report.confusion,
            report.classes,
            in_per_cent=in_per_cent,
            chosen=cell,
            theme=st.context.theme.type or "light",
            words=words,
        ),
        key=CHART,
        on_select=lambda: _select_clicked(report),
        selection_mode="points",
        config={"displayModeBar": False},
        alt=_alt(report),
    )
    chart_download(CHART, name="confusion-matrix")
    folded_table(lambda: _matrix_table(report, in_per_cent), label=N_("The matrix as a table"), hide_index=False)


def _matrix_table(report: Report, in_per_cent: bool) -> pd.DataFrame:
    shown = compute_row_shares(report.confusion).round(4) if in_per_cent else report.confusion
    return pd.DataFrame(shown, index=list(report.classes), columns=list(report.classes))


def _alt(report: Report) -> str:
    right = int(report.confusion.trace())
    return _("Confusion matrix: {right} of {n} pictures are on the diagonal, which is right.").format(
        right=f"{right:,}", n=f"{report.n:,}"
    )


def _select_clicked(report: Report) -> None:
    """Put the clicked cell into the address; a figure that changes forgets what is selected in it.

    A click on the point that was clicked last takes the selection back, and means that cell all the same.
    """
    points = st.session_state[CHART].selection.points
    if points:
        st.session_state[CLICKED] = points[0]["point_index"]
    if CLICKED in st.session_state:
        true, predicted = list_target_cells(report.confusion)[st.session_state[CLICKED]]
        address.put(true=report.classes[true], predicted=report.classes[predicted])


def _choose_cell(report: Report) -> tuple[int, int]:
    """The cell that the address names, to be chosen without a mouse too; the most frequent mistake at first."""
    st.caption(_("Click on a cell, or choose one here, to see its pictures."))
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


def _list_next_steps(dataset: str, predictions: Predictions | None) -> list[Step]:
    if predictions is not None and predictions.get_report().summary.accuracy == 1:
        why = _("Not one mistake among {n} pictures. More test pictures would say more.").format(
            n=f"{len(predictions.paths):,}"
        )
        return [Step(why, DATASETS, _("Datasets"), {"dataset": dataset})]
    check = _("Some mistakes are wrong labels of the dataset. Have its labels checked.")
    again = _("More pictures of what it confuses help most. Then train again.")
    return [
        Step(check, DATASETS, _("Check the labels"), {"dataset": dataset}),
        Step(again, TRAIN, _("Train again"), {"dataset": dataset}),
    ]


st.title(_("Evaluate"))
model = choose_model(SCREEN)
try:
    dataset, split = _choose_pictures(model)
    if split == "train" and model.training and model.training.dataset == dataset:
        st.caption(_("The model was trained on these pictures, so it does better on them than on new ones."))
    predictions = load(model.evaluations, dataset, split)
    if predictions is None:
        _offer(model, dataset, split)
    else:
        report = predictions.get_report()
        _metrics(report, choose_positive(report.classes, screen=SCREEN))
        data_notes(explain_data(model, dataset, split))
        baseline(model, dataset, split, report)
        _confusion(predictions, report, dataset)
        galleries(model, predictions, dataset, split)
        slices(predictions, dataset)
        model_card_download(model)
    onward(*_list_next_steps(dataset, predictions))
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
