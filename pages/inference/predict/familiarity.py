"""Whether a picture is like anything that a model was trained on, and which training pictures are most like it."""

from collections.abc import Sequence

import streamlit as st

from core.data import datasets
from core.data.datasets import Dataset
from core.errors import InputError
from core.i18n import _
from core.inference.familiar import neighbours
from core.inference.familiar.distance_limits import Level
from core.inference.familiar.familiarity import Familiarity, Similar, describe, explain
from core.inference.familiar.neighbours import AT_ONCE
from core.inference.model import Model, TrainingPictures
from core.tasks.models import neighbours as neighbours_task
from core.tasks.models.neighbours import NEIGHBOURS
from pages.shared.jobs.job_section import follow, job_section
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown

JOB = "familiarity.job"
SIDE = 48  # pixels of a training picture; five stand in a row


def offer_comparison(model: Model) -> None:
    """A button that looks at the training pictures, where that takes a while and has not been done."""
    if (training := model.training) is None or training.features.exists():
        return
    try:
        waiting = neighbours.count_missing(training)
    except InputError:
        return
    key = f"{JOB}.{model.id}"
    if waiting <= AT_ONCE or job_section(key, NEIGHBOURS, lambda request: request.model == model.id):
        return
    pressed = st.button(_("Compare with the training pictures"), icon=":material/compare:", key="familiarity.offer")
    text = _(
        "Needed once for this model: the features of {n} training pictures are computed and saved. Then every "
        "prediction says how familiar its picture is."
    )
    st.caption(text.format(n=f"{waiting:,}"))
    if pressed:
        follow(key, neighbours_task.start(model))


def show_familiarity(model: Model, found: Familiarity, *, key: str) -> None:
    """How far the picture is from the training pictures, and those that are most like it."""
    name = escape_markdown(model.translate(found.label))
    if found.level == Level.UNLIKE:
        st.warning(f"**{describe(found)}** {explain(found, name)}", icon=":material/help:")
        st.caption(_("The nearest training pictures; none of them is really similar:"))
    else:
        st.caption(f"{describe(found)} {explain(found, name)}")
    if model.training is not None:
        _show_similar(model.training, found.similar, key)


def _show_similar(training: TrainingPictures, similar: Sequence[Similar], key: str) -> None:
    try:
        dataset = datasets.load(training.dataset)
        tiles = [_build_tile(dataset, one) for one in similar]
    except InputError:  # the pictures are gone, what is known of them is not
        st.caption(", ".join(_said(one) for one in similar))
        return
    gallery(tiles, key=key, label=_("The most similar training pictures"), side=SIDE)


def _build_tile(dataset: Dataset, one: Similar) -> Tile:
    src = render_thumbnail(dataset.root / one.path, SIDE, name=one.path)
    alt = _("{label}, similarity {similarity}: {file}")
    return Tile(
        one.path, src, alt.format(label=one.label, similarity=f"{one.similarity:.2f}", file=one.path),
        one.label,
    )  # fmt: skip


def _said(one: Similar) -> str:
    return f"{escape_markdown(one.label)} {one.similarity:.2f} ({escape_markdown(one.path)})"
