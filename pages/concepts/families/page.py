"""Families and size: DNN, CNN, RNN, GAN and Transformer side by side, and what any network costs."""

import streamlit as st

from core.concepts.families import compute_costs
from core.export.concept_notebook.lesson import Call
from core.i18n import N_, _
from core.networks.budget.transformers import TRANSFORMERS
from pages.concepts.families.budget import budget, list_budget_calls
from pages.concepts.families.layers import layers
from pages.concepts.families.state import STATE
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import find_stop, next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along

GPT_3 = TRANSFORMERS["gpt3"]
PRESETS = (
    Preset(
        N_("A sentence"),
        {},
        N_(
            "64 words of 32 numbers. A dense layer has four million weights for it, and would need others for a"
            " sentence of 65 words. The other three take any length with a few thousand."
        ),
    ),
    Preset(
        N_("A long text"),
        {"places": 4096, "width": 64, "network": "gpt3", "examples": GPT_3.seen, "machines": 1000},
        N_(
            "At 4,096 places the two products with n² are nearly all that attention costs. The recurrent layer is far"
            " cheaper, but takes 4,096 steps one after the other, where attention takes one."
        ),
    ),
    Preset(
        N_("GPT-3 on one machine"),
        {"network": "gpt3", "examples": GPT_3.seen},
        N_(
            "Some eighty years on one A100, whose memory holds less than a thirtieth of what the training needs. That"
            " is why few make large models, and many use them."
        ),
        failure=True,
    ),
    Preset(
        N_("GPT-3 as it was trained"),
        {"network": "gpt3", "examples": GPT_3.seen, "machine": "v100", "machines": 10_000, "use": 20},
        N_(
            "Ten thousand V100 at a fifth of their peak: two weeks. Patterson et al. (2021, arXiv:2104.10350) put it at"
            " 14.8 days and 1,287 MWh."
        ),
    ),
)


def ways_on() -> None:
    """GANs are two networks of any family; each family has a screen of its own."""
    st.markdown(
        _(
            "A **GAN** is no layer but a game: a generator against a discriminator, each a network of these families."
            " Each has a screen of its own:"
        )
    )
    with st.container(horizontal=True):
        for address in ("learning", "convolution", "recurrent", "attention", "gan", "reinforcement"):
            stop = find_stop(address)
            st.page_link(stop.page, icon=f":material/{stop.icon}:", width="content")


STATE.restore()
scaffold.heading(
    _("Families and size"),
    _(
        "Networks differ in **what they share**. That decides which data suits them, how many weights they need, and"
        " what they cost. **Move the sizes** and compare; below stands the budget of any network: memory, time, energy."
    ),
)
scaffold.presets(STATE, PRESETS)
st.subheader(_("One layer of each family"))
layers()
ways_on()
st.subheader(_("The budget of a network"))
budget()
sliders = {"places": STATE["places"], "width": STATE["width"], "kernel": STATE["kernel"]}
take_along("pages/concepts/families/page.py", [Call("costs", compute_costs, sliders), *list_budget_calls()])
next_concept("pages/concepts/families/page.py")
STATE.keep()
