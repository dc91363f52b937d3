"""Trainings on texts that are worth seeing."""

from core.i18n import N_
from pages.concepts.recurrent.text_state import FAR
from pages.shared.concept_screen.scaffold import Preset

EXPLODING = {"text": FAR, "task": "recall", "f": "relu", "gain": 1.5, "optimizer": "gradient_descent", "rate": 0.1}
PRESETS = (
    Preset(
        N_("It learns a text"),
        {},
        N_(
            "One cell, used again at each character. What it has read so far it knows only through the numbers it"
            " hands on. Press Play: after some thirty updates it says the whole text by heart."
        ),
    ),
    Preset(
        N_("The gradient vanishes"),
        {"text": FAR, "task": "recall", "gain": 0.5},
        N_(
            "The answer at the end depends on the first character, 24 steps before. Each step back halves the gradient:"
            " not a ten-millionth of it arrives at the start, and half of the answers stay wrong."
        ),
        failure=True,
    ),
    Preset(
        N_("The gradient explodes"),
        EXPLODING,
        N_(
            "ReLU lets everything pass and the weights make it longer at each step. The very first update is thousands"
            " of times too long, and throws the weights where no unit answers any more."
        ),
        failure=True,
    ),
    Preset(
        N_("Clipping saves it"),
        EXPLODING | {"clip": 0.5},
        N_(
            "The same network, but a gradient that is longer than ½ is shortened to ½. Its direction was good all the"
            " time; now it learns."
        ),
    ),
    Preset(
        N_("The LSTM keeps it"),
        {"text": FAR, "task": "recall", "cell": "lstm", "forget": 3.0},
        N_(
            "The LSTM's memory c is not multiplied by a matrix, only by the forget gate. A bias of 3 keeps the gate at"
            " 0.95: the gradient arrives at the start, and all four are recalled."
        ),
    ),
)
