"""A run, a dataset and a prediction as a link shows them: to read, with no button that changes anything."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core.charts.learning_curve import draw_learning_curve
from core.data import datasets
from core.data.datasets import Dataset
from core.data.samples import choose_from_each_class
from core.errors import InputError
from core.evaluation.evaluate import load
from core.evaluation.headline import HEADLINES, list_headlines
from core.files import none_if_damaged
from core.hosting import predictions
from core.i18n import _
from core.networks import catalogue
from core.runs import folder
from core.runs.folder import RunFolder
from core.runs.progress import LiveProgress
from core.runs.report import describe, has_figure
from core.specs.named_values import list_values
from core.specs.setting_words import describe_value, get_title
from core.specs.training_spec import TrainingSpec
from core.tasks.words import STATES
from core.units import format_loss, format_per_cent
from pages.shared.charts.live_chart import Chart, live_charts, pack_charts
from pages.shared.charts.probability_bars import probability_bars
from pages.shared.charts.table import table
from pages.shared.models.data_notes import data_notes
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown
from pages.shared.run.measured import measured

PICTURES, SIDE = 24, 96
NOTHING: Mapping[str, list[float]] = {"position": [], "loss": [], "accuracy": []}  # of single batches


def show_run(name: str) -> None:
    """What was asked, how it went, and what came of it."""
    run = folder.find(name)
    told, spec = describe(run), run.read_training_spec()
    st.title(_("A training"))
    st.markdown(
        f"**{catalogue.translate_title(spec.architecture)}** · {escape_markdown(spec.dataset)} · "
        f"{_(STATES[told['state']])}"
    )
    _show_metrics(run)
    if has_figure(told):
        data_notes(told["notes"])
    epochs = [dict(epoch) for epoch in LiveProgress(run).update().epochs]
    if epochs:
        _show_curves(epochs, told)
    st.markdown("**" + _("Settings") + "**")
    table(_tabulate_settings(spec), name="settings", width="stretch")


def _tabulate_settings(spec: TrainingSpec) -> pd.DataFrame:
    """What differs from the defaults, and the dataset and the architecture always."""
    own = list_values(TrainingSpec())
    asked = {
        name: value for name, value in list_values(spec).items()
        if name in ("dataset", "architecture") or value != own.get(name)
    }  # fmt: skip
    return pd.DataFrame(
        {
            _("Setting"): [_(get_title(name)) for name in asked],
            _("Value"): [str(describe_value(name, value)) for name, value in asked.items()],
        }
    )


def _show_metrics(run: RunFolder) -> None:
    """Each figure with its interval."""
    result = none_if_damaged(run.read_training_result)()
    if result and result.metrics:
        predictions = load(run.evaluation, run.read_training_spec().dataset, "test")
        figures = list_headlines(result.metrics, predictions.known_report if predictions else None)
        with st.container(horizontal=True):
            for name, figure in figures.items():
                measured(name, _(HEADLINES[name]), figure, result.metrics.n)


def _show_curves(epochs: list[dict[str, Any]], told: Mapping[str, Any]) -> None:
    names = {
        "batch": _("running mean"), "training": _("training"), "validation": _("validation"), "epoch": _("epoch"),
        "best": _("best balanced") if told["best_val_balanced_accuracy"] is not None else _("best"),
        "loss": _("loss"), "accuracy": _("accuracy"),
    }  # fmt: skip
    last = epochs[-1]
    said = {
        "loss": format_loss(last["val_loss"]),
        "accuracy": format_per_cent(last["val_accuracy"]),
    }
    charts = [
        Chart(
            draw_learning_curve(metric, NOTHING, epochs, names=names, best_epoch=told["best_epoch"]),
            _("{metric} over {n} epochs, at the end {value} in validation").format(
                metric=names[metric], n=len(epochs), value=said[metric]
            ),
        )
        for metric in ("loss", "accuracy")
    ]
    live_charts(pack_charts(*charts), key="shared.curves")


def show_dataset(name: str) -> None:
    """How many pictures of which class, and some of them."""
    dataset = datasets.load(name)
    st.title(escape_markdown(dataset.name))
    pictures = dataset.list_pictures()
    about = _("{images} pictures, {classes} classes")
    about = about.format(images=f"{len(pictures):,}", classes=len(dataset.classes))
    st.caption(f"{about} · {_('drawn by a program, not photos')}" if dataset.manifest.drawn else about)
    counts = {label: len(dataset.list_pictures(label=label)) for label in dataset.classes}
    table(pd.DataFrame({_("Class"): counts.keys(), _("Pictures"): counts.values()}), name="classes", width="stretch")
    gallery(_build_tiles(dataset), key="shared.pictures", label=_("Pictures of each class"), side=SIDE)


def _build_tiles(dataset: Dataset) -> list[Tile]:
    """What can be shown of the pictures; one that is gone is missing."""
    tiles = []
    for number, record in enumerate(choose_from_each_class(dataset, PICTURES)):
        try:
            src = render_thumbnail(dataset.find_path(record), SIDE, name=str(number))
        except InputError:
            continue
        tiles.append(Tile(str(number), src, record.label or "", record.label or ""))
    return tiles


def show_prediction(name: str) -> None:
    """One picture, and what a model said of it."""
    kept = predictions.load(name)
    label, share = kept.answer or kept.guesses[0]
    said = f"{label}, {format_per_cent(share)}"
    st.title(escape_markdown(label) if kept.is_sure else _("Not sure"))
    if not kept.is_sure:
        answer = f"{escape_markdown(label)} · {format_per_cent(share)}"
        st.markdown(_("If it has to choose: {answer}").format(answer=answer))
    picture, words = st.columns([2, 3])
    picture.image(kept.picture, width="stretch", alt=said)
    with words:
        st.caption(escape_markdown(kept.model))
        probability_bars(dict(kept.guesses), kept.classes)
