"""The chosen place on its way through the model, part by part, as a table of what each adds and would say."""

import streamlit as st

from core.concepts.attention.characters import SIZE
from core.concepts.attention.passage import Level
from core.concepts.attention.transformer import WIDER
from core.i18n import N_, _
from core.units import format_per_cent
from pages.concepts.attention.signs import name_sign
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.latex import aligned
from pages.shared.plain import escape_markdown

NAMES = {
    "embedding": N_("character and place"),
    "attention": N_("block {block}: attention"),
    "hidden": N_("block {block}: hidden layer, {on} of {units} units on"),
}
SAID = 3  # signs


def show_parts(levels: tuple[Level, ...]) -> None:
    """A line to unfold: every part of the model, in the order in which it adds to the vector of the place."""
    with scaffold.folded(N_("Through the whole model, part by part")):
        titles = (_("part of the model"), _("adds"), _("length"), _("would say next"))
        lines = [f"| {' | '.join(titles)} |", "| --- | ---: | ---: | --- |", *map(_write_row, levels)]
        st.markdown("\n".join(lines))
        st.caption(
            _(
                "Each part reads the sum so far, normalised, and adds to it. What the sum would say if the model ended"
                " there is read as at the end: normalised, times the embedding of each character."
            )
        )
        st.latex(
            aligned(
                r"x &\leftarrow x + \text{attention}(\text{norm}(x))",
                r"x &\leftarrow x + W_2\,\text{ReLU}(W_1\,\text{norm}(x) + b_1) + b_2",
                r"p &= \text{softmax}(E\,\text{norm}(x))",
            )
        )


def _write_row(level: Level) -> str:
    name = _(NAMES[level.part]).format(block=level.block, on=level.on, units=WIDER * SIZE)
    said = " ".join(
        f"**{escape_markdown(name_sign(sign))}** {format_per_cent(float(p))}"
        for sign, p in list(zip(level.signs, level.probabilities, strict=True))[:SAID]
    )
    return f"| {name} | {level.added:.2f} | {level.length:.2f} | {said} |"
