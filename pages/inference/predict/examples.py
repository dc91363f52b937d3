"""Pictures of ours to ask about, for whoever has none at hand."""

import streamlit as st

from core.data.examples import Example, list_examples
from core.i18n import _
from core.inference.decision import read_decision
from core.inference.familiar import neighbours
from core.inference.model import Model
from core.inference.predict import Question, predict_all
from core.inference.previews import encode_data_url, render_preview
from core.inference.verdicts import judge_answers
from pages.inference.predict.evidence import Shown, show_evidence
from pages.inference.predict.guess import ask_for_guess
from pages.inference.predict.told import tell_answers
from pages.shared import address
from pages.shared.caches import cache_data
from pages.shared.pictures.gallery import Tile, gallery

NAME = "example"  # in the address
SIDE = 128  # pixels of a tile


def show_examples(model: Model) -> None:
    """The examples to click on, and the one that was picked."""
    examples, picked = list_examples(), st.query_params.get(NAME)
    st.caption(_("Click on one. Photos: danielbuechele and vultilion on Flickr (CC BY 2.0), from scikit-learn."))
    gallery(
        [_build_tile(name, example, chosen=name == picked) for name, example in examples.items()],
        key="predict.examples",
        label=_("Examples"),
        side=SIDE,
        on_pick=lambda name: address.put(**{NAME: name}),
    )
    if picked is not None and picked in examples and ask_for_guess(picked, lambda: _render(picked, 3 * SIDE)):
        _show_answer(model, picked, examples[picked])


def _build_tile(name: str, example: Example, *, chosen: bool) -> Tile:
    return Tile(name, encode_data_url(_render(name, 2 * SIDE)), _(example.shows), chosen=chosen)


@cache_data(max_entries=16)
def _render(name: str, side: int) -> bytes:
    return render_preview(list_examples()[name].read(), name, side)


def _show_answer(model: Model, name: str, example: Example) -> None:
    known = neighbours.find_held(model.training) if model.training else None
    (found,) = predict_all(model, [Question(name, example.read())], known)
    (verdict,) = judge_answers(model, read_decision(model), [found])
    if verdict is not None:
        show_evidence(Shown(model, found, verdict, key="predict.example"))
        tell_answers(model, [verdict])
