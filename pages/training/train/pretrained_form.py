"""How much of a pretrained network learns, and the defaults that go with it."""

import streamlit as st

from core.i18n import N_, _
from core.networks.backbones import BACKBONES
from core.specs.setting_words import describe_value
from core.specs.settings import list_settings
from core.specs.training_spec import GENTLY
from pages.training.train.form_state import STATE
from pages.training.train.setting_widget import build_help

SHOWN = STATE.key("fine_tuned")
ABOUT = {
    "head": N_(
        "All but the last layer is frozen. The features of each picture are computed once, then the head trains "
        "until it converges: about a second. There is nothing else to set."
    ),
    "top": N_(
        "The head first, then with it {part} at a low rate. Edges and textures stay as they are; what is"
        " made of them adapts to your pictures."
    ),
    "all": N_("The head first, then every layer at a low rate. It takes the longest, and needs the most pictures."),
}


def is_pretrained() -> bool:
    return STATE["architecture"] in BACKBONES


def choose_trainable() -> None:
    trainable = list_settings()["trainable"]
    st.segmented_control(
        _(trainable.form.title), trainable.choices,
        format_func=lambda choice: str(describe_value(trainable.name, choice)),
        key=STATE.key(trainable.name), required=True, on_change=adapt_defaults, help=build_help(trainable),
    )  # fmt: skip
    st.caption(_(ABOUT[str(STATE["trainable"])]).format(part=_top()))


def _top() -> str:
    """The name of what learns beside the head, in the chosen network."""
    application = BACKBONES[str(STATE["architecture"])].application
    if application is None:
        return _("the last two stages")
    return _("the last stage, from `{layer}` on,").format(layer=application.top)


def is_fine_tuned() -> bool:
    return is_pretrained() and STATE["trainable"] != "head"


def remember_shown() -> None:
    """Remember whether the form has shown fine-tuning, for `adapt_defaults`."""
    st.session_state[SHOWN] = is_fine_tuned()


def adapt_defaults() -> None:
    """Give the settings that were not changed by hand the defaults of the way to train that is chosen now."""
    if is_fine_tuned() == st.session_state.get(SHOWN, False):
        return
    usual = {name: STATE.fields[name].default for name in GENTLY}
    before, after = (usual, GENTLY) if is_fine_tuned() else (GENTLY, usual)
    STATE.set(**{name: after[name] for name in GENTLY if STATE[name] == before[name]})
