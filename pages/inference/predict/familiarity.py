"""Whether a picture is like anything that a model was trained on, and which training pictures are most like it."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.backbone.features import take_picture_from_bytes
from core.data import datasets
from core.data.datasets import Dataset
from core.data.pixels.decode import read
from core.errors import InputError
from core.i18n import _
from core.inference import neighbours
from core.inference.distance_limits import Level
from core.inference.familiarity import Familiarity, Similar, describe, explain
from core.inference.model import Model, TrainingPictures
from core.inference.neighbours import AT_ONCE, Neighbours
from core.inference.predict import Question
from core.tasks import neighbours as neighbours_task
from core.tasks.neighbours import NEIGHBOURS
from pages.shared.caches import cache_resource
from pages.shared.job_section import follow, job_section
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.plain import escape_markdown

JOB = "familiarity.job"
HELD = 2  # models; ten thousand training pictures take 50 MB
SIDE = 48  # pixels of a training picture; five stand in a row


@cache_resource(max_entries=HELD)
def _load_held(path: str, version: int, _training: TrainingPictures) -> Neighbours | None:
    return neighbours.find_if_quick(_training)


def _load_known_pictures(model: Model) -> Neighbours | None:
    """The training pictures that a prediction can be held against now; in memory once they are kept."""
    if (training := model.training) is None:
        return None
    if not training.features.exists():
        return neighbours.find_if_quick(training)
    return _load_held(str(training.features), training.features.stat().st_mtime_ns, training)


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


def familiarity(model: Model, question: Question, above: DeltaGenerator, *, key: str) -> None:
    """The warning about an out-of-distribution picture into `above`; the most similar training pictures here."""
    known = _load_known_pictures(model)
    if known is None or model.training is None:
        return
    found = neighbours.measure_familiarity(
        known, take_picture_from_bytes(question.name, read(question.source, question.name))
    )
    name = escape_markdown(model.translate(found.label))
    _render_warning(found, name, above)
    st.caption(_introduce_similar(found, name))
    _show_similar(model.training, found.similar, key)


def _render_warning(found: Familiarity, name: str, above: DeltaGenerator) -> None:
    """A warning where the picture is surely something else, a note where that is not sure, else nothing."""
    text = f"**{describe(found)}** {explain(found, name)}"
    if found.level == Level.UNLIKE:
        above.warning(text, icon=":material/help:")
    elif found.level == Level.UNUSUAL:
        above.info(text, icon=":material/help:")


def _introduce_similar(found: Familiarity, name: str) -> str:
    if found.level == Level.UNLIKE:
        return _("The most similar training pictures, and yet not similar:")
    if found.level == Level.UNUSUAL:
        return _("The most similar training pictures:")
    return f"{describe(found)} {explain(found, name)}"


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
