"""Which pretrained network a training stands on: one is built in, the others have to be downloaded once."""

import streamlit as st

from core.backbone.onnx_form import is_ready
from core.backbone.weights import online, published
from core.i18n import _
from core.networks.backbones import BACKBONES, EMBEDDED, Backbone
from core.tasks import onnx_form
from core.tasks.onnx_form import ONNX_FORM
from core.units import readable_bytes
from pages.shared.job_section import follow, job_section
from pages.shared.state import mark_edited
from pages.training.train.form_state import STATE
from pages.training.train.pretrained_form import suit

KEY = STATE.key("backbone")
JOB = STATE.key("backbone_job")
LOOKING = STATE.key("looking")
LOOK_EVERY = 0.5  # seconds between two looks whether the network has answered


def chosen() -> Backbone:
    """The pretrained network that the form asks for, or would ask for."""
    return BACKBONES.get(str(STATE["architecture"]), EMBEDDED)


def can_start() -> bool:
    """Whether the weights of what the form asks for are here, or can be downloaded."""
    return published.is_downloaded(chosen()) or bool(online.is_online())


def backbone() -> None:
    """The choice; those that cannot be had at the moment are not offered, and a line says why."""
    away = [one for one in BACKBONES.values() if not published.is_downloaded(one)]
    reached = online.is_online() if away else True
    offered = [one.name for one in BACKBONES.values() if reached or one not in away or one == chosen()]
    st.session_state[KEY] = chosen().name
    st.selectbox(
        _("Pretrained network"), offered, format_func=_label, key=KEY, on_change=_take, disabled=len(offered) == 1,
        help=_("All of them have learned ImageNet's thousand classes. On one processor a picture takes MobileNetV3"
               " about as long as EfficientNet-Lite0, EfficientNetV2 twice and ConvNeXt twelve times as long."),
    )  # fmt: skip
    if reached is None:
        st.session_state[LOOKING] = False
        st.fragment(_look, run_every=LOOK_EVERY)()
    elif not reached:
        _why_not(away)
    elif chosen() in away:
        st.caption(_("Its weights are downloaded when the training begins, once on this machine."))
    if (reached or chosen() not in away) and not is_ready(chosen()):
        _offer_to_prepare(chosen())


def _offer_to_prepare(network: Backbone) -> None:
    key = f"{JOB}.{network.name}"
    if job_section(key, ONNX_FORM, lambda request: request.backbone == network.name):
        return
    about = _("Its weights are downloaded and converted once on this machine. Otherwise the first training does that.")
    if st.button(_("Make it ready now"), icon=":material/download:", type="tertiary", key=JOB, help=about):
        follow(key, onnx_form.start(network))


def _label(name: str) -> str:
    one = BACKBONES[name]
    if one.application is None:
        return f"{one.title} · " + _("built in")
    here = _("on this machine") if published.is_downloaded(one) else readable_bytes(one.application.download)
    return f"{one.title} · {here}"


def _take() -> None:
    STATE.set(architecture=st.session_state[KEY])
    suit()


def _look() -> None:
    """Draw the page anew when the answer is there; the browser may not have drawn it once by then."""
    if st.session_state[LOOKING] and online.is_online() is not None:
        STATE.send_again()
        st.rerun()
    st.session_state[LOOKING] = True
    st.caption(_("Looking whether more networks can be downloaded …"))


def _why_not(away: list[Backbone]) -> None:
    text = _("To be downloaded once: {titles}. But {host} cannot be reached; go online and check again.")
    st.caption(text.format(titles=", ".join(one.title for one in away), host=published.host()))
    st.button(_("Check again"), icon=":material/refresh:", type="tertiary", on_click=_check_again)


def _check_again() -> None:
    mark_edited()
    online.forget()
