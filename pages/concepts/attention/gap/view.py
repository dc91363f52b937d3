"""The view of a hidden character: BERT's way and GPT's side by side, the formulas of both losses, and the table."""

import pandas as pd
import streamlit as st

from core.concepts.attention.characters import load, pack, unpack
from core.concepts.attention.gap import Answer, BothWays, fill_gap
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import _
from pages.concepts.attention.gap.ways import ways_chart
from pages.concepts.attention.signs import name_sign
from pages.concepts.attention.state import STATE
from pages.shared.caches import cache_resource
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.latex import aligned, number
from pages.shared.concept_screen.take_along import take_along


@cache_resource(max_entries=128)
def ask(text: str, place: int) -> BothWays:
    return fill_gap(load(), text, place)


def show_gap() -> None:
    scaffold.text_field(STATE, "text", _("A text, in English or Chinese"))
    both = ask(STATE["text"], min(STATE["gap"], len(STATE["text"]) - 1))
    look = (min(STATE["block"], len(both.filled.weights) - 1), min(STATE["head"], both.filled.weights.shape[1] - 1))
    ways_chart(both, look=look, key="attention.gap", on_gap=_set_gap)
    st.caption(
        _(
            "Click a character, or use the arrow keys, to hide another one. One model of {numbers} numbers learned both"
            " ways in turn; BERT and GPT are two models, each far larger."
        ).format(numbers=f"{load().count:,}")
    )
    scaffold.formula(*loss_formulas(both))
    scaffold.table(lambda: answers_table(both))
    take_along("pages/concepts/attention/page.py", list_calls(both))


def _set_gap(place: int, block: int, head: int) -> None:
    STATE.set(gap=place, block=block, head=head)


def loss_formulas(both: BothWays) -> tuple[str, str]:
    """What each way learns to make small, in symbols and with the numbers of this gap."""
    symbols = aligned(
        r"L_{\text{BERT}} &= -\log p(c_i \mid c_1 \dots c_{i-1}\ ▢\ c_{i+1} \dots c_T)",
        r"L_{\text{GPT}} &= -\log p(c_i \mid c_1 \dots c_{i-1})",
    )
    lines = [
        rf"L_{{\text{{{name}}}}} &= -\log {number(answer.right)} = {number(answer.loss)}"
        for name, answer in (("BERT", both.filled), ("GPT", both.continued))
    ]
    return symbols, aligned(*lines)


def list_calls(both: BothWays) -> list[Call]:
    """The model as it is shipped, and what it says of the gap in both ways."""
    asked = {"known": Result("known"), "text": both.text, "place": both.place}
    shown = tuple(f"{way}.{part}" for way in ("filled", "continued") for part in ("signs", "probabilities", "loss"))
    return [
        Call("known", unpack, {"text": pack()}, shown=("count", "fill_loss")),
        Call("both", fill_gap, asked, shown=shown),
    ]


def answers_table(both: BothWays) -> pd.DataFrame:
    """One row a likely sign of each way."""
    return pd.concat([_rows("BERT", both.filled), _rows("GPT", both.continued)], ignore_index=True)


def _rows(name: str, answer: Answer) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("way"): name,
            _("character"): [name_sign(sign) for sign in answer.signs],
            _("probability"): answer.probabilities,
        }
    )
