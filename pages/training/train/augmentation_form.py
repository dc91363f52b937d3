"""The choice of a recipe of augmentation, shown on pictures of the dataset as its strengths change."""

from itertools import cycle

import numpy as np
import streamlit as st

from core.data.intake.choices import Choice
from core.data.intake.peek import draw_sample
from core.data.pixels.decode import Pixels
from core.i18n import N_, _
from core.networks.augmentation import Augmentation
from core.networks.preview import draw_previews, join_side_by_side
from core.specs.network import resolve_recipe
from core.specs.own import NONE, OWN
from core.specs.settings import list_settings
from pages.shared.caches import cache_data
from pages.training.train.form_state import CHOSEN, RECIPES, STATE, spec
from pages.training.train.setting_widget import build_help, draw_setting

PICTURES, DRAWS_SHOWN = 3, 4
SIDE = 96  # pixels of a previewed picture
GAP = 6
AGAIN = STATE.key("preview_seed")
RECIPE_NAMES = {OWN: N_("the architecture's own"), NONE: N_("none"), CHOSEN: N_("chosen here")}


def choose_augmentation(choice: Choice, *, looked_at: bool) -> None:
    """Ask for the recipe, and show what it does to a few pictures while somebody looks."""
    asked = list_settings()["augmentation"]
    st.segmented_control(
        _(asked.form.title), RECIPES, format_func=lambda name: _(RECIPE_NAMES[name]), key=STATE.key(asked.name),
        required=True, on_change=_begin_with_shown, help=build_help(asked),
    )  # fmt: skip
    if STATE["augmentation"] == CHOSEN:
        _strengths()
    if looked_at:
        _preview(choice, resolve_recipe(spec()))


def _begin_with_shown() -> None:
    """Start a choice of strengths from the architecture's recipe, where nothing was chosen before."""
    untouched = all(STATE[f"augmentation.{name}"] == value for name, value in Augmentation().model_dump().items())
    if STATE["augmentation"] == CHOSEN and untouched:
        STATE.set(augmentation=OWN)
        own = resolve_recipe(spec())
        STATE.set(augmentation=CHOSEN, **{f"augmentation.{name}": value for name, value in own.model_dump().items()})


def _strengths() -> None:
    strengths = [setting for name, setting in list_settings().items() if name.startswith("augmentation.")]
    for setting in strengths:
        if setting.kind == "boolean":
            draw_setting(st.container(), setting)
    columns = cycle(st.columns(2))
    for setting in strengths:
        if setting.kind == "number":
            next(columns).slider(
                _(setting.form.title), setting.low, setting.high, step=setting.form.step, format="%g",
                key=STATE.key(setting.name), help=build_help(setting),
            )  # fmt: skip


def _preview(choice: Choice, shown: Augmentation) -> None:
    if shown == Augmentation():
        st.caption(_("Pictures are trained on as they are, time after time the same."))
        return
    originals = _read_originals(choice)
    if not len(originals):
        st.caption(_("The pictures are shown here once this dataset has been made, which its first training does."))
        return
    seed = int(st.session_state.setdefault(AGAIN, 0))
    drawn = draw_previews(originals, shown, count=DRAWS_SHOWN, seed=seed)
    alt = _("Pictures of the dataset, and beside each what a training may make of it")
    st.image(join_side_by_side(originals, drawn, gap=GAP), width="stretch", output_format="PNG", alt=alt)
    st.caption(_("On the left as they are, then as the network may see them. Every epoch draws anew."))
    st.button(_("Draw again"), icon=":material/casino:", on_click=_draw_again)


def _draw_again() -> None:
    st.session_state[AGAIN] += 1


@cache_data(max_entries=16)
def _pictures(name: str, _choice: Choice, images: int) -> Pixels:
    """Kept by the dataset's name and how many pictures it has, since one may be removed and another take its name."""
    return draw_sample(_choice, SIDE, PICTURES)


def _read_originals(choice: Choice) -> Pixels:
    pictures = _pictures(choice.name, choice, choice.images)
    return np.asarray(pictures)
