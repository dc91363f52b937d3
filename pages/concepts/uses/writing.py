"""Text: a small language model goes on with what the reader has begun, one sign after the other."""

import pandas as pd
import streamlit as st

from core.concepts.attention.characters import END, load, pack, unpack
from core.concepts.attention.completion import Completion, Sampling, complete, rate_text
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import _
from pages.concepts.uses.state import STATE
from pages.shared.caches import cache_resource
from pages.shared.concept_screen import latex, scaffold
from pages.shared.plain import escape_markdown

END_MARK = "↵"


@cache_resource(max_entries=64)
def _write(prompt: str, seed: int) -> Completion:
    return complete(load(), prompt, Sampling(seed=seed))


def writing() -> None:
    """The beginning, what the model makes of it, and how probable it holds what it wrote."""
    st.markdown(
        _(
            "A language model predicts the next sign, over and over. Summaries, translations and answers are texts that"
            " it continues."
        )
    )
    prompt, seed = st.columns([5, 1], vertical_alignment="bottom")
    with prompt:
        scaffold.text_field(STATE, "prompt", _("Begin a sentence, in English or Chinese"))
    with seed:
        scaffold.seed_field(STATE)
    written = _write(STATE["prompt"], STATE["seed"])
    with st.container(border=True):
        st.markdown(f"### {_mark(written)}")
    _show_formula(written)
    scaffold.table(lambda: signs_table(written))


def _mark(written: Completion) -> str:
    """The text with what was added in colour."""
    begun, added = written.text[: written.given], written.text[written.given :]
    return escape_markdown(begun) + (f":blue[{escape_markdown(added)}]" if added.strip() else "")


def _show_formula(written: Completion) -> None:
    rating = rate_text(written)
    scaffold.formula(
        latex.aligned(
            r"p(\text{text}) &= \prod_t p(c_t \mid c_1 \dots c_{t-1})",
            r"\ell &= -\frac{1}{n} \sum_t \log p(c_t \mid c_1 \dots c_{t-1})",
            r"\text{perplexity} &= e^{\ell}",
        ),
        latex.aligned(
            rf"n &= {rating.signs} \qquad p(\text{{text}}) = {latex.number(rating.probability)}",
            rf"\ell &= {latex.number(rating.loss)} \qquad \text{{perplexity}} = {latex.number(rating.perplexity)}",
        ),
    )
    st.caption(
        _("At each sign it hesitated as if between {perplexity} equally likely ones, of {count} that it knows.").format(
            perplexity=f"{rating.perplexity:.2g}", count=len(load().signs)
        )
    )


def list_calls() -> list[Call]:
    """What the notebook computes."""
    asked = {"known": Result("known"), "text": STATE["prompt"], "sampling": Sampling(seed=STATE["seed"])}
    return [
        Call("known", unpack, {"text": pack()}, shown=["count"]),
        Call("written", complete, asked, shown=["text"]),
        Call("rating", rate_text, {"written": Result("written")}),
    ]


def signs_table(written: Completion) -> pd.DataFrame:
    """A row a sign that was added."""
    return pd.DataFrame(
        {
            _("character"): [END_MARK if choice.drawn == END else choice.drawn for choice in written.choices],
            _("probability"): [choice.said for choice in written.choices],
            _("likeliest"): [choice.signs[0] for choice in written.choices],
        }
    )
