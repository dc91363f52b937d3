"""Several together: a word finds the picture that it fits best, and each picture has its names."""

import pandas as pd
import streamlit as st

from core.concepts.uses.words import Found, find_pictures
from core.content.imagenet_classes import class_numbers, read_class_names, translate_class
from core.content.recorded.features.examples import read_example_names
from core.data.examples import list_examples
from core.export.concept_notebook.lesson import Call
from core.i18n import _, language
from core.inference.previews import render_preview
from core.units import format_per_cent
from pages.concepts.uses.state import STATE
from pages.shared.caches import cache_data
from pages.shared.concept_screen import latex, scaffold

SIDE, WIDE = 320, 180  # pixels of a picture, and of one on the screen


def several() -> None:
    """The word, the pictures in the order in which it fits them, and the formula."""
    st.markdown(
        _(
            "When pictures and words lie in one space, a word finds a picture and a picture its name. The pretrained"
            " network here knows 1,000 names: ask it about any photo, without training. Search, medicine and robots use"
            " the same idea with more kinds of input."
        )
    )
    st.selectbox(_("A word"), read_class_names("en"), format_func=translate_class, key=STATE.key("word"))
    found = _find()
    _show_pictures(found)
    scaffold.formula(
        r"p(w \mid x) = \frac{e^{f(x) \cdot w}}{\sum_v e^{f(x) \cdot v}}",
        latex.aligned(
            *(
                rf"p(w \mid x_{{{place}}}) &= {latex.number(float(p))}"
                for place, p in enumerate(found.probabilities, start=1)
            )
        ),
    )
    st.caption(
        _(
            "f(x) are the features of a picture; each of the 1,000 words has as many numbers, which were learned. Their"
            " product says how well the two fit."
        )
    )
    scaffold.table(names_table)


def _find() -> Found:
    return find_pictures(read_example_names().logits, class_numbers()[STATE["word"]])


def _show_pictures(found: Found) -> None:
    """Those that are there: a photo may not be installed."""
    names, examples = read_example_names().pictures, list_examples()
    shown = [(names[place], float(p)) for place, p in zip(found.order, found.probabilities, strict=True)]
    there = [(name, p) for name, p in shown if name in examples]
    st.image(
        [_render(name) for name, _p in there],
        caption=[format_per_cent(p) for _name, p in there],
        alt=[_(examples[name].shows) for name, _p in there],
        width=WIDE,
    )


@cache_data(max_entries=16)
def _render(name: str) -> bytes:
    return render_preview(list_examples()[name].read(), name, SIDE)


def list_calls() -> list[Call]:
    """What the notebook computes."""
    asked = {"logits": read_example_names().logits, "word": class_numbers()[STATE["word"]]}
    return [Call("found", find_pictures, asked)]


def names_table() -> pd.DataFrame:
    """A row a picture: how probable the word is there, and its likeliest names."""
    recorded, words = read_example_names(), read_class_names(language())
    found = _find()
    best = (-recorded.logits).argsort(axis=1)[:, :3]
    return pd.DataFrame(
        {
            _("picture"): [recorded.pictures[place] for place in found.order],
            translate_class(STATE["word"]): found.probabilities,
            _("likeliest"): [", ".join(words[one] for one in best[place]) for place in found.order],
        }
    )
