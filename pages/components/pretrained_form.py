"""How much of a pretrained network learns: the part of the training form that only such a network has."""

import streamlit as st

from core.i18n import N_, _
from core.models.backbones import BACKBONES
from core.training.spec import GENTLY
from pages.components.training_state import STATE, TRAINABLE

NAMES = {"head": N_("Head only"), "top": N_("Top blocks too"), "all": N_("All of it")}
ABOUT = {
    "head": N_(
        "All but the last layer is frozen. Each picture is looked at once, then the head trains until it has converged:"
        " about a second. There is nothing else to set."
    ),
    "top": N_(
        "The head first, then with it {part} at a low rate. Edges and textures stay as they are; what is"
        " made of them adapts to your pictures."
    ),
    "all": N_("The head first, then every layer at a low rate. It takes the longest, and needs the most pictures."),
}


def is_pretrained() -> bool:
    return STATE["architecture"] in BACKBONES


def what_learns() -> None:
    st.segmented_control(
        _("What learns"), TRAINABLE, format_func=lambda name: _(NAMES[name]), key=STATE.key("trainable"),
        required=True, on_change=suit,
    )  # fmt: skip
    st.caption(_(ABOUT[str(STATE["trainable"])]).format(part=_top()))


def _top() -> str:
    """What learns with the head in the network that is chosen."""
    application = BACKBONES[str(STATE["architecture"])].application
    if application is None:
        return _("the last two stages")
    return _("the last stage, from `{layer}` on,").format(layer=application.top)


def suit() -> None:
    """Fine-tuning wants a low rate and few epochs; whoever leaves it gets back what all others begin with."""
    tuned = is_pretrained() and STATE["trainable"] != "head"
    begin = {name: STATE.fields[name].default for name in GENTLY}
    before, after = (begin, GENTLY) if tuned else (GENTLY, begin)
    if {name: STATE[name] for name in before} == before:
        STATE.set(**after)
