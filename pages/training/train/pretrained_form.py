"""How much of a pretrained network learns: the part of the training form that only such a network has."""

import streamlit as st

from core.i18n import N_, _
from core.networks.backbones import BACKBONES
from core.specs.settings import settings
from core.specs.training_spec import GENTLY
from pages.training.train.form_state import STATE
from pages.training.train.setting_widget import help_of, name_of

SHOWN = STATE.key("fine_tuned")
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
    trainable = settings()["trainable"]
    st.segmented_control(
        _(trainable.form.title), trainable.choices, format_func=lambda choice: name_of(trainable, choice),
        key=STATE.key(trainable.name), required=True, on_change=suit, help=help_of(trainable),
    )  # fmt: skip
    st.caption(_(ABOUT[str(STATE["trainable"])]).format(part=_top()))


def _top() -> str:
    """What learns with the head in the network that is chosen."""
    application = BACKBONES[str(STATE["architecture"])].application
    if application is None:
        return _("the last two stages")
    return _("the last stage, from `{layer}` on,").format(layer=application.top)


def is_fine_tuned() -> bool:
    return is_pretrained() and STATE["trainable"] != "head"


def remember() -> None:
    """Keep which way to train the form has shown, for `suit`."""
    st.session_state[SHOWN] = is_fine_tuned()


def suit() -> None:
    """Fine-tuning wants a low rate and few epochs; whoever leaves it gets back what all others begin with.

    What has been changed by hand stays.
    """
    if is_fine_tuned() == st.session_state.get(SHOWN, False):
        return
    begin = {name: STATE.fields[name].default for name in GENTLY}
    before, after = (begin, GENTLY) if is_fine_tuned() else (GENTLY, begin)
    STATE.set(**{name: after[name] for name in GENTLY if STATE[name] == before[name]})
