"""What the address of the screen “Recurrent networks” holds: the text, the cell, the training, and the place."""

import streamlit as st

from core.concepts.recurrent.cells import CELLS
from core.concepts.recurrent.lessons import LONGEST, SHORTEST, TASKS
from core.concepts.recurrent.text_training import FRAMES, TextHistory, TextTraining, choose_stretch, train_on_text
from core.errors import InputError
from core.i18n import N_
from pages.shared.concept_screen import scaffold
from pages.shared.screen_state import Field, State, choice, integer, number

TEXT = "the cat sat on the mat"
FAR = "far over the hills we go"
TASK_NAMES = {
    "next": N_("say the next character"),
    "recall": N_("recall the first character at the end"),
}
BENDS = ("tanh", "relu", "linear")
OPTIMIZERS = {"adam": "Adam", "gradient_descent": N_("Gradient descent")}
UNITS, GAIN, RATE, FORGET, CLIP = (2, 16), (0.1, 3.0), (0.0001, 1.0), (0.0, 5.0), (0.0, 100.0)


def text_to_read(default: str) -> Field:
    """A text of SHORTEST to LONGEST characters, of any script."""

    def read(text: str) -> str:
        if not SHORTEST <= len(text) <= LONGEST:
            raise InputError(
                N_("The text has {count} characters. Type {low} to {high}."),
                count=len(text),
                low=SHORTEST,
                high=LONGEST,
            )
        if not text.isprintable():
            raise InputError(N_("“{entry}” holds a sign that cannot be shown. Type letters, digits, marks and blanks."),
                             entry=text)  # fmt: skip
        return text

    return Field(default, read)


COME = "recurrent.come"  # in the session: a training, and the frames of it that are to be there
STATE = State(
    "recurrent",
    {
        "text": text_to_read(TEXT),
        "task": choice("next", TASKS),
        "cell": choice("simple", CELLS),
        "f": choice("tanh", BENDS),
        "units": integer(12, *UNITS),
        "gain": number(1.0, *GAIN),
        "forget": number(1.0, *FORGET),
        "optimizer": choice("adam", OPTIMIZERS),
        "rate": number(0.03, *RATE),
        "clip": number(0.0, *CLIP),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
    },
)
PLACE = State(
    "recurrent.place",
    {"frame": integer(0, 0, FRAMES - 1), "step": integer(1, 0, LONGEST), "unit": integer(0, 0, UNITS[1] - 1)},
)


def read_training() -> TextTraining:
    """What is asked for; an LSTM's bends are its own."""
    return TextTraining(
        text=STATE["text"],
        task=STATE["task"],
        cell=STATE["cell"],
        activation=STATE["f"],
        units=STATE["units"],
        gain=STATE["gain"],
        forget_bias=STATE["forget"],
        optimizer=STATE["optimizer"],
        rate=STATE["rate"],
        clip=STATE["clip"],
        seed=STATE["seed"],
    )


def read_history() -> TextHistory:
    """The training as far as it has come: the first stretch, those that the picture has asked for, and the place."""
    training = read_training()
    known, frames = st.session_state.get(COME, (None, 0))
    needed = max(frames if known == training else 0, PLACE["frame"] + 1, 2)
    stretch = choose_stretch(training)
    return train_on_text(training, min(FRAMES, -(-(needed - 1) // stretch) * stretch + 1))


def train_on() -> None:
    """Have the next run train for one stretch more."""
    history = read_history()
    st.session_state[COME] = (history.training, len(history.losses) + 1)


def set_place(frame: int, step: int, unit: int) -> None:
    PLACE.set(frame=frame, step=step, unit=unit)
