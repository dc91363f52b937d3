"""The controls of the screen “Optimisers”."""

import streamlit as st

from core.concepts.descent.optimizers import RULES
from core.i18n import N_, _
from pages.concepts.optimizers.race import race
from pages.concepts.optimizers.race_state import MOST_NOISE, NAMES, STATE, on_surface, scale_rate
from pages.shared.concept_screen import scaffold

RATE_WIDTH = 96  # pixels; leaves room for the two buttons beside it


def choose_surface_and_rates() -> None:
    surface, rate, momentum, beta2, correction = st.columns([4.3, 5.7, 3.2, 3.2, 4.8], vertical_alignment="bottom")
    with surface:
        st.selectbox(
            _("Landscape"),
            list(NAMES),
            format_func={name: _(text) for name, text in NAMES.items()}.__getitem__,
            key=STATE.key("surface"),
            on_change=on_surface,
        )
    with rate:
        choose_rate()
    with momentum:
        st.slider(_("Momentum β"), 0.0, 0.99, step=0.01, key=STATE.key("momentum"))
    with beta2:
        memory(N_("Adam's β₂"), "beta2", 0.999, N_("How long Adam remembers the squares of gradients."))
    with correction:
        st.toggle(
            _("Bias correction"),
            key=STATE.key("correction"),
            help=_("Adam's memories begin at 0. Without the correction its first step is three times too long."),
        )


def choose_rate() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        with st.container(width=RATE_WIDTH):
            scaffold.text_field(STATE, "rate", _("Learning rate α"))
        st.button("÷2", key=STATE.key("half"), on_click=scale_rate, args=(0.5,), help=_("Halve the learning rate"))
        st.button("×2", key=STATE.key("double"), on_click=scale_rate, args=(2.0,), help=_("Double the learning rate"))


def memory(label: str, name: str, most: float, words: str) -> None:
    st.slider(_(label), 0.0, most, step=0.001, format="%.3f", key=STATE.key(name), help=_(words))


def type_formula() -> None:
    own, width = st.columns([3, 1])
    with own:
        scaffold.text_field(STATE, "formula", _("Height at x and y"))
    with width:
        scaffold.text_field(STATE, "width", _("The window reaches to"))


def choose_racers() -> None:
    titles = {name: race.title_of(name) for name in RULES}
    racers, closely, more = st.columns([11, 3.4, 4.2], vertical_alignment="bottom")
    with racers:
        st.pills(
            _("In the race"), list(RULES), selection_mode="multi", format_func=titles.__getitem__,
            key=STATE.key("race"), wrap=True,
        )  # fmt: skip
    with closely:
        st.selectbox(_("Look closely at"), list(RULES), format_func=titles.__getitem__, key=STATE.key("closely"))
    with more, st.popover(_("More settings"), icon=":material/tune:", width="stretch"):
        choose_the_rest()


def choose_the_rest() -> None:
    scaffold.text_field(STATE, "x", _("Start x"))
    scaffold.text_field(STATE, "y", _("Start y"))
    st.slider(_("Steps"), 10, 300, step=10, key=STATE.key("steps"))
    st.slider(
        _("Noise on the gradient"),
        0.0,
        MOST_NOISE,
        step=0.1,
        key=STATE.key("noise"),
        help=_("A gradient of a few pictures only points roughly the right way. Here everyone gets the same errors."),
    )
    scaffold.seed_field(STATE)
    memory(N_("Adam's β₁"), "beta1", 0.99, N_("How long Adam remembers gradients."))
    memory(N_("RMSProp's ρ"), "rho", 0.99, N_("How long RMSProp remembers the squares of gradients."))
    memory(
        N_("AdamW's λ"), "decay", 0.5, N_("The weight decay: the share by which the weights shrink, times the rate.")
    )
