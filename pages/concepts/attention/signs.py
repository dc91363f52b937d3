"""The signs of the model of characters as a person reads them, and what the scripts of both texts need to show them."""

from base64 import b64encode

import numpy as np

from core.concepts.activations import Array
from core.concepts.attention.characters import END, HIDDEN, RARE

NAMES = {END: "⏎", " ": "␣", HIDDEN: "▢", RARE: "?"}
ESCAPED = {sign: f"\\{sign}" for sign in "{}$&#%_"} | {
    "\\": r"\textbackslash ",
    "^": r"\textasciicircum ",
    "~": r"\textasciitilde ",
}
BEGIN = "⊢"
"""Stands for the sign that begins a text."""
STYLES = [
    "shared/charts/chart.css",
    "shared/charts/playing/slider.css",
    "shared/charts/playing/playback.css",
    "concepts/attention/signs.css",
]


def name_sign(sign: str) -> str:
    return NAMES.get(sign, sign)


def to_latex(text: str) -> str:
    """A text that a person or the model has written, as LaTeX shows it."""
    return rf"\text{{{''.join(ESCAPED.get(sign, sign) for sign in text)}}}"


def pack_weights(weights: Array) -> str:
    """Weights from 0 to 1 as bytes in base64, which is a fifth of what numbers would take."""
    return b64encode((weights * 255).round().astype(np.uint8).tobytes()).decode()
