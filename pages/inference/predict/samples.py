"""Pictures of the test split to ask about, whose true classes are known."""

from collections.abc import Sequence

import streamlit as st

from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Record
from core.data.samples import draw_test_pictures
from core.errors import InputError
from core.i18n import _
from core.inference.decision import read_decision
from core.inference.familiar import neighbours
from core.inference.model import Model
from core.inference.predict import Question, predict_all
from core.inference.verdicts import judge_answers
from pages.inference.predict.evidence import Shown, show_evidence
from pages.inference.predict.familiarity import offer_comparison
from pages.inference.predict.told import tell_answers
from pages.shared import address
from pages.shared.pictures.explain_link import explain_link
from pages.shared.pictures.gallery import Tile, gallery, render_thumbnail
from pages.shared.pictures.picture_choice import offer_sketches
from pages.shared.plain import escape_markdown

SAMPLES, SAMPLE_SIDE = 12, 96
DRAW = "predict.draw"


def show_samples(model: Model) -> None:
    """Pictures of the test split to click on, and the one that was picked."""
    dataset = _choose_dataset(model)
    if dataset is None:
        offer_sketches()
        return
    records = draw_test_pictures(dataset, SAMPLES, st.session_state.get(DRAW, 0))
    if not records:
        st.info(_("The dataset {name} has no test pictures. Upload one.").format(name=escape_markdown(dataset.name)))
        return
    picked = st.query_params.get("sample")
    st.caption(_say_what_they_are(model, dataset))
    gallery(
        _build_tiles(dataset, records, picked),
        key="predict.samples",
        label=_("Test pictures"),
        side=SAMPLE_SIDE,
        on_pick=lambda path: address.put(sample=path),
    )
    st.button(_("Draw others"), icon=":material/refresh:", on_click=_draw_others)
    if picked is not None:
        _show_sample(model, dataset, picked)


def _choose_dataset(model: Model) -> Dataset | None:
    """The dataset that a model was trained on; where it was on none of these, any, if there is one."""
    if model.training:
        return datasets.load(model.training.dataset)
    here = datasets.list_names()
    return datasets.load(here[0]) if here else None


def _say_what_they_are(model: Model, dataset: Dataset) -> str:
    if model.training:
        return _("The model has not seen these in training. Click on one.")
    text = _("Test pictures of {name}. This model was not trained here, so it may have seen them. Click on one.")
    return escape_markdown(text.format(name=dataset.name))


def _draw_others() -> None:
    st.session_state[DRAW] = st.session_state.get(DRAW, 0) + 1


def _build_tiles(dataset: Dataset, records: Sequence[Record], picked: str | None) -> list[Tile]:
    """What can be shown of the pictures; one that is gone is missing."""
    tiles = []
    for record in records:
        try:
            src = render_thumbnail(dataset.find_path(record), SAMPLE_SIDE, name=record.path)
        except InputError:
            continue
        tiles.append(Tile(record.path, src, record.path, chosen=record.path == picked))
    return tiles


def _show_sample(model: Model, dataset: Dataset, picked: str) -> None:
    record = next((record for record in dataset.list_pictures() if record.path == picked), None)
    if record is None:
        st.warning(
            escape_markdown(_("{file} is not among the pictures of {name}.").format(file=picked, name=dataset.name))
        )
        return
    known = neighbours.find_held(model.training) if model.training else None
    (found,) = predict_all(model, [Question(record.path, dataset.find_path(record))], known)
    (verdict,) = judge_answers(model, read_decision(model), [found])
    if verdict is None:
        st.error(escape_markdown(str(found.problem)), icon=":material/broken_image:")
    else:
        show_evidence(Shown(model, found, verdict, key="predict.sample", true=record.label))
        tell_answers(model, [verdict])
        explain_link(model.id, dataset.name, record.path)
        offer_comparison(model)
