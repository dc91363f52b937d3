"""The view of the reader's own sentence: its controls, the weights, the formulas of one pair, and the tables."""

import numpy as np
import pandas as pd
import streamlit as st

from core.concepts.attention.heads import AttentionTrace
from core.concepts.attention.words import Sentence, attend_to_words, split_words
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _
from pages.concepts.attention.state import MOST_HEADS, SIZES, STATE
from pages.concepts.attention.words.formulas import pair_formulas
from pages.concepts.attention.words.pairs import pairs_chart
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts


def show_words() -> None:
    _controls()
    asked = _read_sentence()
    traced = attend_to_words(asked)
    words = split_words(STATE["sentence"])
    head, row, column = _clip_pair(len(words))
    pairs_chart(traced, words, pair=(head, row, column), key="attention.pairs", on_pair=_set_pair)
    st.caption(
        _(
            "A row is a word that asks, a column one that answers. Choose a pair with a click or the arrow keys; its"
            " numbers stand below."
        )
    )
    scaffold.formula(*pair_formulas(traced, words, head, row, column))
    scaffold.table(lambda: pairs_table(traced, words))
    scaffold.table(lambda: vectors_table(traced, words), label=N_("The vectors of the words as a table"))
    guide.tell(Facts(attention=traced, words=words))
    parts = (f"{part}[{head}, {row}]" for part in ("query", "scores", "weights", "mixed"))
    take_along(
        "pages/concepts/attention/page.py",
        [Call("traced", attend_to_words, {"asked": asked}, shown=(*parts, f"out[{row}]"))],
    )


def _controls() -> None:
    sentence, seed = st.columns([5, 1], vertical_alignment="bottom")
    with sentence:
        scaffold.text_field(STATE, "sentence", _("Your sentence, at most ten words"))
    with seed:
        scaffold.seed_field(STATE)
    heads, size, masked, positions, scaled = st.columns([1.4, 1.3, 1.1, 1, 1.1], vertical_alignment="center")
    with heads:
        st.slider(_("Heads"), 1, MOST_HEADS, key=STATE.key("heads"))
    with size:
        st.segmented_control(_("Numbers a head"), SIZES, key=STATE.key("size"), required=True)
    with masked:
        st.toggle(_("Causal mask"), key=STATE.key("masked"), help=_("No word sees a later one."))
    with positions:
        st.toggle(_("Positions"), key=STATE.key("positions"), help=_("Sines and cosines of the place are added to x."))
    with scaled:
        st.toggle(_("Divide by √d"), key=STATE.key("scaled"), help=_("d is how many numbers a head has."))


def _read_sentence() -> Sentence:
    return Sentence(
        STATE["sentence"],
        heads=STATE["heads"],
        size=int(STATE["size"]),
        masked=STATE["masked"],
        positions=STATE["positions"],
        scaled=STATE["scaled"],
        seed=STATE["seed"],
    )


def _clip_pair(count: int) -> tuple[int, int, int]:
    """The pair that is looked at; one that this sentence does not have becomes its last one."""
    row, column = (min(STATE[name], count - 1) for name in ("row", "column"))
    return min(STATE["head"], STATE["heads"] - 1), row, column


def _set_pair(head: int, row: int, column: int) -> None:
    STATE.set(head=head, row=row, column=column)


def pairs_table(traced: AttentionTrace, words: list[str]) -> pd.DataFrame:
    """One row a head and pair: its score, its weight, and the slope of the weight."""
    heads, rows, columns = np.indices(traced.weights.shape).reshape(3, -1)
    weights = traced.weights.ravel()
    return pd.DataFrame(
        {
            _("head"): heads + 1,
            _("asks"): [words[row] for row in rows],
            _("answers"): [words[column] for column in columns],
            _("score"): np.where(np.isfinite(traced.scores.ravel()), traced.scores.ravel(), np.nan),
            _("weight"): weights,
            _("slope of softmax"): weights * (1 - weights),
        }
    )


def vectors_table(traced: AttentionTrace, words: list[str]) -> pd.DataFrame:
    """One row a vector: what enters, query, key, value and mixed values of each head, and what comes out."""
    rows = [(word, "x", "", *vector) for word, vector in zip(words, traced.x, strict=True)]
    for name, vectors in (("q", traced.query), ("k", traced.key), ("v", traced.value), ("Σ α v", traced.mixed)):
        for head, of_head in enumerate(vectors):
            rows += [(word, name, str(head + 1), *vector) for word, vector in zip(words, of_head, strict=True)]
    rows += [(word, _("out"), "", *vector) for word, vector in zip(words, traced.out, strict=True)]
    widest = max(len(row) for row in rows) - 3
    return pd.DataFrame(rows, columns=[_("word"), _("vector"), _("head"), *(str(i + 1) for i in range(widest))])
