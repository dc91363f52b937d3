"""How training pictures are changed by chance, shown on the dataset's own pictures as the strengths change."""

import numpy as np
import streamlit as st

from core.data.intake.choices import Choice
from core.data.intake.peek import peek
from core.data.pixels.decode import Pixels
from core.i18n import N_, _
from core.networks.augmentation import Augmentation
from core.networks.preview import previews, side_by_side
from core.specs.network import recipe
from core.specs.training_spec import NONE, OWN
from pages.server.language import linked
from pages.shared.caches import cache_data
from pages.training.train.form_state import CHOSEN, RECIPES, STATE, limit, spec

PICTURES, DRAWS_SHOWN = 3, 4
SIDE = 96  # pixels of a previewed picture
GAP = 6
AGAIN = STATE.key("preview_seed")
RECIPE_NAMES = {OWN: N_("the architecture's own"), NONE: N_("none"), CHOSEN: N_("chosen here")}
STRENGTHS = {
    "rotation": (N_("Rotation (degrees)"), N_("Turned by up to so many degrees, either way."), 5.0),
    "zoom": (N_("Zoom"), N_("Shown larger or smaller by up to this share."), 0.05),
    "crop": (N_("Crop"), N_("Up to this share of the area is cut off, and what is left is enlarged."), 0.05),
    "shift": (N_("Shift"), N_("Moved by up to this share of the side."), 0.05),
    "contrast": (N_("Contrast"), N_("Up to this share more or less contrast."), 0.05),
    "brightness": (N_("Brightness"), N_("Up to this share of white lighter or darker."), 0.05),
    "colour": (N_("Colour"), N_("Red, green and blue each up to this share stronger or weaker."), 0.05),
    "erasing": (N_("Random erasing"), N_("A square of up to this share of the area turns grey."), 0.05),
    "smaller": (
        N_("Smaller"),
        N_(
            "Trains on pictures whose side is this share smaller, which is faster and makes up for crops, and predicts"
            " on whole ones. The article's network ignores it."
        ),
        0.05,
    ),
    "mixup": (N_("Mixup"), N_("Pairs of pictures and their labels are blended; more means blended more evenly."), 0.05),
}


def augmentation(choice: Choice, *, looked_at: bool) -> None:
    """The strengths, and what they do to a few pictures, which are not drawn while nobody looks."""
    st.segmented_control(
        _("Recipe"), RECIPES, format_func=lambda name: _(RECIPE_NAMES[name]), key=STATE.key("augmentation"),
        required=True, on_change=_begin_with_shown,
        help=linked(_("How training pictures are changed by chance, so that they are harder to learn by heart."
                      " [See one that learned by heart](article)")),
    )  # fmt: skip
    if STATE["augmentation"] == CHOSEN:
        _strengths()
    if looked_at:
        _preview(choice, recipe(spec()))


def _begin_with_shown() -> None:
    """Who begins to choose begins with the architecture's recipe, where nothing was chosen before."""
    untouched = all(STATE[f"augmentation.{name}"] == value for name, value in Augmentation().model_dump().items())
    if STATE["augmentation"] == CHOSEN and untouched:
        STATE.set(augmentation=OWN)
        own = recipe(spec())
        STATE.set(augmentation=CHOSEN, **{f"augmentation.{name}": value for name, value in own.model_dump().items()})


def _strengths() -> None:
    st.checkbox(
        _("Flip"), key=STATE.key("augmentation.flip"), help=_("Half of the pictures are mirrored left to right."),
    )  # fmt: skip
    columns = st.columns(2)
    for place, (name, (label, about, step)) in enumerate(STRENGTHS.items()):
        columns[place % 2].slider(
            _(label), 0.0, limit(name), step=step, format="%g", key=STATE.key(f"augmentation.{name}"), help=_(about)
        )


def _preview(choice: Choice, shown: Augmentation) -> None:
    if shown == Augmentation():
        st.caption(_("Pictures are trained on as they are, time after time the same."))
        return
    originals = _originals(choice)
    if not len(originals):
        st.caption(_("The pictures are shown here once this dataset has been made, which its first training does."))
        return
    seed = int(st.session_state.setdefault(AGAIN, 0))
    drawn = previews(originals, shown, count=DRAWS_SHOWN, seed=seed)
    st.image(side_by_side(originals, drawn, gap=GAP), width="stretch", output_format="PNG")
    st.caption(_("On the left as they are, then as the network may see them. Every epoch draws anew."))
    st.button(_("Draw again"), icon=":material/casino:", on_click=_draw_again)


def _draw_again() -> None:
    st.session_state[AGAIN] += 1


@cache_data(max_entries=16)
def _pictures(name: str, _choice: Choice, images: int) -> Pixels:
    """Kept by the dataset's name and how many pictures it has, since one may be removed and another take its name."""
    return peek(_choice, SIDE, PICTURES)


def _originals(choice: Choice) -> Pixels:
    pictures = _pictures(choice.name, choice, choice.images)
    return np.asarray(pictures)
