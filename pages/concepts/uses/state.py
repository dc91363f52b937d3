"""What the screen's address holds."""

from collections.abc import Mapping
from typing import Any

from core.concepts.uses.spectrogram import SHAPES
from core.content.imagenet_classes import class_numbers
from core.content.recorded.features.panorama import PANORAMAS
from core.errors import InputError
from core.i18n import N_, _
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.model_text import check_signs, text
from pages.shared.screen_state import Field, State, choice, integer, number

KINDS = ("pictures", "sound", "text", "several")
STRIDES = ("24", "48", "96")  # pixels between two windows
WINDOWS = ("256", "512", "1024", "2048", "4096")  # samples
LOWEST, HIGHEST = 110, 1760  # Hz
PROMPT = N_("The loss ")


def default_texts(_values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What is begun, in the reader's language."""
    return {"prompt": _(PROMPT)}


def _read_word(text: str) -> str:
    if text not in class_numbers():
        raise InputError(N_("“{entry}” is not one of the 1,000 names that the network knows."), entry=text)
    return text


STATE = State(
    "uses",
    {
        "kind": choice("pictures", KINDS),
        "picture": integer(3, 0, PANORAMAS - 1),
        "stride": choice("24", STRIDES),
        "sure": number(0.9, 0.5, 0.99),
        "overlap": number(0.1, 0.0, 0.6),
        "shape": choice("square", SHAPES),
        "note": integer(440, LOWEST, HIGHEST),
        "second": integer(660, LOWEST, HIGHEST),
        "window": choice("1024", WINDOWS),
        "noise": number(0.0, 0.0, 1.0),
        "prompt": text(PROMPT, check_signs),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
        "word": Field("daisy", _read_word),
    },
    following=default_texts,
)
