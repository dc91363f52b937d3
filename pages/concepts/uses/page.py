"""Where it is used: one thing to try with pictures, with sound, with text, and with several of them together."""

import streamlit as st

from core.i18n import N_, _
from core.inference.imagenet_model import NAME as IMAGENET
from pages.concepts.uses.pictures import list_calls as list_picture_calls
from pages.concepts.uses.pictures import pictures
from pages.concepts.uses.sound import list_calls as list_sound_calls
from pages.concepts.uses.sound import sound
from pages.concepts.uses.state import KINDS, STATE
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import find_stop, next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.onward import Step

CALLS = {"pictures": list_picture_calls, "sound": list_sound_calls}  # what a notebook computes, by kind of data
PREDICT = "pages/inference/predict/page.py"
KIND_NAMES = {
    "pictures": N_("Images"),
    "sound": N_("Sound"),
    "text": N_("Text"),
    "several": N_("Several together"),
}
PRESETS = (
    Preset(
        N_("Find every animal"),
        {},
        N_("A classifier says what a picture shows. Slide it over a wide one, and it says what is where as well."),
    ),
    Preset(
        N_("Half a cat is a cat"),
        {"overlap": 0.3, "picture": 1},
        N_(
            "It was trained on whole animals, and an ear alone is enough for it. Boxes that share a third stay, and one"
            " cat is found twice. Detectors are trained to answer for the whole box."
        ),
        failure=True,
    ),
    Preset(
        N_("Two notes"),
        {"kind": "sound"},
        N_(
            "A spectrogram makes a picture of a sound. The lines above each note are its overtones. CNNs read such"
            " pictures: speech, music and machines that begin to fail."
        ),
    ),
    Preset(
        N_("A window too short"),
        {"kind": "sound", "window": "256", "second": 480, "shape": "sine"},
        N_(
            "Two notes 40 Hz apart, and a window that tells only 62.5 Hz apart: one broad line. A window of 2,048"
            " samples has two lines, and blurs the moment at which the second note stops."
        ),
        failure=True,
    ),
)


def text() -> None:
    """Reading, translating and writing go through the same mechanism, which has a screen of its own."""
    st.markdown(
        _(
            "A language model predicts the next sign, over and over. Summaries, translations and answers are texts that"
            " it continues. Type the beginning of a sentence, and watch which signs it looks back at."
        )
    )


def several() -> None:
    """Pictures and words in one space."""
    st.markdown(
        _(
            "When pictures and words lie in one space, a word finds a picture and a picture its name. The pretrained"
            " network here knows 1,000 names: ask it about any photo, without training. Search, medicine and robots use"
            " the same idea with more kinds of input."
        )
    )


def list_ways_on() -> list[Step]:
    """Where one can try more of the kind that is shown."""
    attention = find_stop("attention")
    ways = {
        "pictures": [
            Step(
                _("**Classification** is the third task: one answer a picture. Ask your own model about your photos."),
                PREDICT,
                _("Predict"),
            )
        ],
        "text": [Step(_("Try one that is small enough to see every number."), attention.page, _(attention.title))],
        "several": [
            Step(_("Ask the pretrained network for the name of your photo."), PREDICT, _("Predict"), {"run": IMAGENET}),
            Step(
                _("See all pictures of a dataset laid out by what the network sees in them."),
                "pages/training/datasets/page.py",
                _("Datasets"),
            ),
        ],
    }
    return ways.get(STATE["kind"], [])


STATE.restore()
scaffold.heading(
    _("Where it is used"),
    _("The same layers read pictures, sound and text. Here is **one thing to try** with each."),
)
scaffold.presets(STATE, PRESETS)
kind_names = {name: _(title) for name, title in KIND_NAMES.items()}
st.segmented_control(
    _("Kind of data"),
    KINDS,
    format_func=kind_names.__getitem__,
    key=STATE.key("kind"),
    required=True,
    label_visibility="collapsed",
)
{"pictures": pictures, "sound": sound, "text": text, "several": several}[STATE["kind"]]()
if STATE["kind"] in CALLS:
    take_along("pages/concepts/uses/page.py", CALLS[STATE["kind"]]())
next_concept("pages/concepts/uses/page.py", *list_ways_on())
STATE.keep()
