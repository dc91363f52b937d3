"""The view of the model that writes: its controls, its text, the formula of one choice, and the table of all."""

import pandas as pd
import streamlit as st

from core.concepts.attention.characters import load, pack, unpack
from core.concepts.attention.completion import ALL, COLDEST, Choice, Completion, Sampling, complete
from core.concepts.attention.passage import follow_place
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import _
from pages.concepts.attention.signs import name_sign, to_latex
from pages.concepts.attention.state import HOTTEST, LEAST_CHANCE, MOST_KEPT, STATE
from pages.concepts.attention.writing.parts_table import show_parts
from pages.concepts.attention.writing.writing import writing_chart
from pages.shared.caches import cache_resource
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.latex import aligned, number
from pages.shared.concept_screen.take_along import take_along


@cache_resource(max_entries=64)
def write(prompt: str, sampling: Sampling) -> Completion:
    return complete(load(), prompt, sampling)


def show_writing() -> None:
    _controls()
    sampling = Sampling(STATE["temperature"], STATE["k"], STATE["seed"], STATE["p"])
    written = write(STATE["prompt"], sampling)
    place = min(STATE["place"], len(written.text))
    look = (min(STATE["block"], written.weights.shape[0] - 1), min(STATE["head"], written.weights.shape[1] - 1))
    writing_chart(written, place=place, look=look, key="attention.writing", on_look=_set_look)
    _say_what_it_is()
    chosen = max(0, place - written.given)
    scaffold.formula(*choice_formulas(written.choices[chosen], sampling))
    show_parts(follow_place(load(), written.text, place))
    scaffold.table(lambda: choices_table(written))
    take_along("pages/concepts/attention/page.py", list_calls(written, sampling, place))


def _controls() -> None:
    scaffold.text_field(STATE, "prompt", _("Begin a sentence, in English or Chinese"))
    temperature, kept, nucleus, seed = st.columns(4)
    with temperature:
        st.slider(_("Temperature τ"), 0.0, HOTTEST, step=0.05, key=STATE.key("temperature"))
    with kept:
        st.slider(
            _("Top k"), 0, MOST_KEPT, key=STATE.key("k"), help=_("Only so many of the likeliest stay in; 0 keeps all.")
        )
    with nucleus:
        st.slider(
            _("Top p"),
            LEAST_CHANCE,
            1.0,
            step=0.05,
            key=STATE.key("p"),
            help=_("Of these the likeliest stay in until their chances add up to p; 1 keeps all."),
        )
    with seed:
        scaffold.seed_field(STATE)


def _set_look(place: int, block: int, head: int) -> None:
    STATE.set(place=place, block=block, head=head)


def _say_what_it_is() -> None:
    known = load()
    st.caption(
        _(
            "Point at a character, or use the arrow keys: coloured is what this place looked at, beside it what the"
            " model held likely here. {numbers} numbers in {blocks} blocks, trained in {steps} steps on this app's own"
            " sentences: it writes in their manner and knows nothing."
        ).format(numbers=f"{known.count:,}", blocks=len(known.model.blocks), steps=f"{known.steps:,}")
    )


def choice_formulas(choice: Choice, sampling: Sampling) -> tuple[str, str]:
    """How the chance of a sign comes of its logit: symbols, and the numbers of the sign that was drawn."""
    if sampling.temperature < COLDEST:
        symbols = r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}} \qquad \text{drawn: } \arg\max_i z_i"
    else:
        among = r"j" if sampling.top_k == ALL else rf"j \in \text{{top }}{sampling.top_k}"
        symbols = rf"p_i = \frac{{e^{{z_i / \tau}}}}{{\sum_{{{among}}} e^{{z_j / \tau}}}}"
        if sampling.top_p < 1:
            symbols += r" \qquad p_i := \frac{p_i}{\sum_{j \in S} p_j} \quad \sum_{j \in S} p_j \ge "
            symbols += f"{sampling.top_p:g}"
    return symbols, aligned(*_list_chances(choice, sampling))


def _list_chances(choice: Choice, sampling: Sampling) -> list[str]:
    """A line for each of the likeliest signs, and one for the sign that was drawn if it is none of them."""
    lines: list[str] = []
    numbers = zip(choice.logits, choice.probabilities, choice.chances, strict=True)
    for sign, (logit, said, chance) in zip(choice.signs, numbers, strict=True):
        if len(lines) < 3 or sign == choice.drawn:
            power = number(float(logit)) if sampling.temperature < COLDEST else _fraction(logit, sampling.temperature)
            lines.append(
                rf"{to_latex(name_sign(sign))}: \; e^{{{power}}} &\to {number(float(chance))}"
                rf" \quad (\tau = 1: {number(float(said))})"
            )
    if choice.drawn not in choice.signs:
        lines.append(rf"{to_latex(name_sign(choice.drawn))}: \; (\tau = 1: {number(choice.said)}) &")
    return lines


def _fraction(logit: float, temperature: float) -> str:
    return rf"{number(float(logit))} / {number(temperature)}"


def list_calls(written: Completion, sampling: Sampling, place: int) -> list[Call]:
    """The model as it is shipped, what it writes, and the way of one place through it."""
    known, chosen = Result("known"), max(0, place - written.given)
    asked = {"known": known, "text": written.text[: written.given], "sampling": sampling}
    return [
        Call("known", unpack, {"text": pack()}, shown=("count", "continue_loss")),
        Call("written", complete, asked, shown=("text", f"choices[{chosen}]")),
        Call("levels", follow_place, {"known": known, "text": written.text, "place": place}),
    ]


def choices_table(written: Completion) -> pd.DataFrame:
    """One row a choice: what was drawn, how likely the model held it, and what it held likeliest."""
    likeliest = _("likeliest")
    rows = [
        {
            _("place"): written.given + step,
            _("drawn"): name_sign(choice.drawn),
            _("probability"): choice.said,
            **{
                f"{likeliest} {k + 1}": f"{name_sign(sign)} {said:.3f}"
                for k, (sign, said) in enumerate(zip(choice.signs[:5], choice.probabilities, strict=False))
            },
        }
        for step, choice in enumerate(written.choices)
    ]
    return pd.DataFrame(rows)
