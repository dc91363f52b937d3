"""The choice of a pretrained network: one is built in, the others are downloaded once."""

import streamlit as st

from core.backbone.onnx_form import is_ready
from core.backbone.weights import online, published
from core.i18n import _
from core.networks.backbones import BACKBONES, EMBEDDED, Backbone
from core.tasks import onnx_form
from core.tasks.onnx_form import ONNX_FORM
from core.units import format_bytes
from pages.shared.job_section import follow, job_section
from pages.training.train.form_state import STATE
from pages.training.train.pretrained_form import adapt_defaults

KEY = STATE.key("backbone")
JOB = STATE.key("backbone_job")
LOOKING = STATE.key("looking")
LOOK_EVERY = 0.5  # seconds between two looks whether the network has answered


def find_backbone() -> Backbone:
    """The pretrained network that the form asks for, or would ask for."""
    return BACKBONES.get(str(STATE["architecture"]), EMBEDDED)


def can_start() -> bool:
    """Whether the weights that the form asks for are on this machine, or can be downloaded."""
    return published.is_downloaded(find_backbone()) or bool(online.is_online())


def choose_backbone() -> None:
    """Ask for it; those that cannot be downloaded at the moment are not offered, and a line says why."""
    missing = [one for one in BACKBONES.values() if not published.is_downloaded(one)]
    reached = online.is_online() if missing else True
    offered = [one.name for one in BACKBONES.values() if reached or one not in missing or one == find_backbone()]
    st.session_state[KEY] = find_backbone().name
    st.selectbox(
        _("Pretrained network"), offered, format_func=_label, key=KEY, on_change=_take_over, disabled=len(offered) == 1,
        help=_("All of them have learned ImageNet's thousand classes. On one processor a picture takes MobileNetV3"
               " about as long as EfficientNet-Lite0, EfficientNetV2 twice and ConvNeXt twelve times as long."),
    )  # fmt: skip
    if reached is None:
        st.session_state[LOOKING] = False
        st.fragment(_wait_for_answer, run_every=LOOK_EVERY)()
    elif not reached:
        _explain_missing(missing)
    elif find_backbone() in missing:
        st.caption(_("Its weights are downloaded when the training begins, once on this machine."))
    if (reached or find_backbone() not in missing) and not is_ready(find_backbone()):
        _offer_to_prepare(find_backbone())


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
    here = _("on this machine") if published.is_downloaded(one) else format_bytes(one.application.download)
    return f"{one.title} · {here}"


def _take_over() -> None:
    STATE.set(architecture=st.session_state[KEY])
    adapt_defaults()


def _wait_for_answer() -> None:
    """Draw the page again when the answer has come, which may be before the browser has drawn it once."""
    if st.session_state[LOOKING] and online.is_online() is not None:
        STATE.send_again()
        st.rerun()
    st.session_state[LOOKING] = True
    st.caption(_("Looking whether more networks can be downloaded …"))


def _explain_missing(missing: list[Backbone]) -> None:
    text = _("To be downloaded once: {titles}. But {host} cannot be reached; go online and check again.")
    st.caption(text.format(titles=", ".join(one.title for one in missing), host=published.read_host()))
    st.button(_("Check again"), icon=":material/refresh:", type="tertiary", on_click=_check_again)


def _check_again() -> None:
    STATE.mark_edited()
    online.forget()
