"""The choice of a pretrained network: one is built in, the others are downloaded once."""

import streamlit as st

from core.backbone.onnx_form import is_ready
from core.backbone.weights import online, published
from core.data.intake.choices import Choice
from core.i18n import _, sentences
from core.networks.backbones import BACKBONES, LITE0, LITE2, Backbone
from core.runs.recommended import estimate_head_seconds, recommend_backbone
from core.tasks.models import onnx_form
from core.tasks.models.onnx_form import ONNX_FORM
from core.units import format_bytes, format_estimate
from pages.shared.jobs.job_section import follow, job_section
from pages.training.train.form_state import STATE
from pages.training.train.pretrained_form import adapt_defaults, is_pretrained

KEY = STATE.key("backbone")
JOB = STATE.key("backbone_job")
LOOKING = STATE.key("looking")
LOOK_EVERY = 0.5  # seconds between two looks whether the network has answered


def find_backbone(choice: Choice) -> Backbone:
    """The pretrained network that the form asks for, or would ask for."""
    return BACKBONES.get(str(STATE["architecture"])) or recommend_backbone(choice)


def can_start(choice: Choice) -> bool:
    """Whether the weights that the form asks for are on this machine, or can be downloaded."""
    return published.is_downloaded(find_backbone(choice)) or bool(online.is_online())


def choose_backbone(choice: Choice) -> None:
    """Ask for it; those that cannot be downloaded at the moment are not offered, and a line says why."""
    asked = find_backbone(choice)
    missing = [one for one in BACKBONES.values() if not published.is_downloaded(one)]
    reached = online.is_online() if missing else True
    offered = [one.name for one in BACKBONES.values() if reached or one not in missing or one == asked]
    st.session_state[KEY] = asked.name
    st.selectbox(
        _("Pretrained network"), offered, format_func=_label, key=KEY, on_change=_take_over, disabled=len(offered) == 1,
        help=_("All of them have learned ImageNet's thousand classes. On one processor a picture takes MobileNetV3"
               " about as long as EfficientNet-Lite0, Lite2 and EfficientNetV2 twice and ConvNeXt twelve times as"
               " long."),
    )  # fmt: skip
    if asked.packaged:
        st.caption(_compare_packaged(choice))
    if reached is None:
        st.session_state[LOOKING] = False
        st.fragment(_wait_for_answer, run_every=LOOK_EVERY)()
    elif not reached:
        _explain_missing(missing)
    elif asked in missing:
        st.caption(_("Its weights are downloaded when the training begins, once on this machine."))
    if (reached or asked not in missing) and not is_ready(asked):
        _offer_to_prepare(asked)


def _compare_packaged(choice: Choice) -> str:
    """How long a new head takes on each of the built-in networks, and which is the better one."""
    times = {one: estimate_head_seconds(one, choice) for one in BACKBONES.values() if one.packaged}
    listed = [f"{one.title} {format_estimate(seconds)}" for one, seconds in times.items() if seconds is not None]
    better = _("{better} is right more often where photos are few or come from elsewhere; {faster} is faster.")
    said = [better.format(better=LITE2.title, faster=LITE0.title)]
    if listed:
        said.append(_("A new head takes about: {times}.").format(times=", ".join(listed)))
    return sentences(*said)


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
    """Train the network that was chosen, unless the reader has left the list for another architecture meanwhile.

    The browser goes on sending the value of a list that is gone until it hears of the end of the run, and Streamlit
    takes that for a new choice.
    """
    if is_pretrained():
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
