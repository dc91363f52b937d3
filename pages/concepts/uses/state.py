"""What the screen's address holds."""

from core.concepts.uses.spectrogram import SHAPES
from core.content.recorded.panorama_features import PANORAMAS
from pages.shared.screen_state import State, choice, integer, number

KINDS = ("pictures", "sound", "text", "several")
STRIDES = ("24", "48", "96")  # pixels between two windows
WINDOWS = ("256", "512", "1024", "2048", "4096")  # samples
LOWEST, HIGHEST = 110, 1760  # Hz
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
    },
)
