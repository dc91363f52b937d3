"""The form that asks for a training: good defaults at first sight, everything else folded away by what it is about."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.intake.choices import Choice
from core.i18n import _
from core.specs.gpus import list_gpu_names
from core.specs.setting_words import describe_value
from core.specs.settings import Setting
from core.specs.training_spec import DESIGNED
from pages.training.train.architecture_form import choose_architecture
from pages.training.train.augmentation_form import choose_augmentation
from pages.training.train.backbone_form import choose_backbone
from pages.training.train.design_form import choose_design, require_design
from pages.training.train.fitting import fit_to
from pages.training.train.form_state import STATE, spec
from pages.training.train.pretrained_form import choose_trainable, is_pretrained, remember_shown
from pages.training.train.rate_test import rate_test
from pages.training.train.setting_widget import build_help, draw_section, draw_setting
from pages.training.train.view_form import choose_view

UNFOLDED = STATE.key("augmentation_unfolded")


def training_form(choice: Choice) -> None:
    """Ask for what everyone chooses; `more_settings` asks for the rest, and `form_state.spec` reads the answers."""
    remember_shown()
    require_design()
    fit_to(choice)
    choose_architecture(choice)
    if STATE["architecture"] == DESIGNED:
        choose_design()
    if is_pretrained():
        choose_backbone(choice)
        choose_trainable()
    choose_view(choice)
    if not spec().head_only:
        draw_section("learning", SPECIAL)


def more_settings(choice: Choice) -> None:
    """Ask for everything else, folded away by what it is about."""
    if spec().head_only:
        return
    with st.expander(_("Find a learning rate"), icon=":material/query_stats:"):
        rate_test(spec())
    with st.expander(_("Optimiser"), icon=":material/speed:"):
        draw_section("optimiser", SPECIAL)
    with st.expander(_("Regularisation"), icon=":material/shield:"):
        draw_section("regularisation", SPECIAL)
    pictures = st.expander(_("Augmentation"), icon=":material/auto_fix_high:", key=UNFOLDED, on_change="rerun")
    with pictures:
        choose_augmentation(choice, looked_at=bool(pictures.open))
    with st.expander(_("Machine"), icon=":material/memory:"):
        draw_section("machine", SPECIAL)


def _image_size(place: DeltaGenerator, setting: Setting) -> None:
    """A pretrained network takes the size that it was trained with."""
    if not is_pretrained():
        draw_setting(place, setting)


def _device(place: DeltaGenerator, setting: Setting) -> None:
    names = _devices(setting)
    place.selectbox(
        _(setting.form.title), list(names), format_func=names.__getitem__, key=STATE.key(setting.name),
        help=build_help(setting),
    )  # fmt: skip


def _devices(setting: Setting) -> dict[str, str]:
    """The devices there are, and the one that a link or a file names even where it is not."""
    gpus = list_gpu_names()
    known = {device: str(describe_value(setting.name, device)) for device in setting.form.names}
    known |= {f"gpu:{place}": f"GPU {place}: {name}" for place, name in enumerate(gpus)}
    if len(gpus) > 1:
        known["all"] = _("all {count} GPUs together").format(count=len(gpus))
    named = str(STATE["device"])
    return known if named in known else known | {named: _("{device} (not on this machine)").format(device=named)}


SPECIAL = {"image_size": _image_size, "device": _device}
