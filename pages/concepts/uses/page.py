"""Where it is used: one thing to try with pictures, with sound, with text, and with several of them together."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.i18n import N_, _
from core.inference.imagenet_model import NAME as IMAGENET
from pages.concepts.uses.pictures import list_calls as list_picture_calls
from pages.concepts.uses.pictures import pictures
from pages.concepts.uses.several import list_calls as list_several_calls
from pages.concepts.uses.several import several
from pages.concepts.uses.sound import list_calls as list_sound_calls
from pages.concepts.uses.sound import sound
from pages.concepts.uses.state import KINDS, STATE, default_texts
from pages.concepts.uses.writing import list_calls as list_writing_calls
from pages.concepts.uses.writing import writing
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import find_stop, next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.onward import Step

CALLS = {
    "pictures": list_picture_calls,
    "sound": list_sound_calls,
    "text": list_writing_calls,
    "several": list_several_calls,
}  # what a notebook computes, by kind of data
PREDICT = "pages/inference/predict/page.py"
KIND_NAMES = {
    "pictures": N_("Images"),
    "sound": N_("Sound"),
    "text": N_("Text"),
    "several": N_("Several together"),
}
FACT = N_("The capital of France is ")
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
    Preset(
        N_("It writes on"),
        {"kind": "text"},
        N_(
            "A model of 190,000 numbers has learned from this app's sentences which sign follows which. It writes in"
            " their manner. Large models do the same with a million times as many numbers, and most of the Internet."
        ),
    ),
    Preset(
        N_("Asked for a fact"),
        {"kind": "text", "prompt": FACT},
        N_(
            "It goes on with what sounds like the texts that it has read, whether it is true or not. Large models have"
            " read most facts, and where they have not, they go on all the same."
        ),
        failure=True,
    ),
    Preset(
        N_("A word finds a picture"),
        {"kind": "several"},
        N_("The word fits the photo of the flower best by far. Nobody has told the network what these pictures show."),
    ),
    Preset(
        N_("A word for none of them"),
        {"kind": "several", "word": "volcano"},
        N_(
            "It puts one of them first all the same. Who looks at the order alone does not see that the word fits none:"
            " look at how sure it is."
        ),
        failure=True,
    ),
)


def list_presets() -> list[Preset]:
    """The examples, with what is begun in the reader's language."""
    texts = default_texts()
    return [Preset(one.name, texts | one.values | _translate(one.values), one.lesson, one.failure) for one in PRESETS]


def _translate(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"prompt": _(values["prompt"])} if "prompt" in values else {}


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
        "text": [
            Step(
                _("See what it looked back at for each sign, and turn temperature, top k and top p."),
                attention.page,
                _(attention.title),
                {"view": "write", "prompt": STATE["prompt"], "seed": str(STATE["seed"])},
            )
        ],
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
scaffold.presets(STATE, list_presets())
kind_names = {name: _(title) for name, title in KIND_NAMES.items()}
st.segmented_control(
    _("Kind of data"),
    KINDS,
    format_func=kind_names.__getitem__,
    key=STATE.key("kind"),
    required=True,
    label_visibility="collapsed",
)
{"pictures": pictures, "sound": sound, "text": writing, "several": several}[STATE["kind"]]()
take_along("pages/concepts/uses/page.py", CALLS[STATE["kind"]]())
next_concept("pages/concepts/uses/page.py", *list_ways_on())
STATE.keep()
