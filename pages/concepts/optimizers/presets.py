"""Races that are worth seeing."""

from core.concepts.descent.surfaces import SURFACES
from core.i18n import N_
from pages.concepts.optimizers.race_state import SUITABLE_RATES
from pages.shared.concept_screen.scaffold import Preset

PRESETS = (
    Preset(
        N_("Down a ravine"),
        {},
        N_(
            "Across, the ravine bends a hundred times more than along its floor. Gradient descent zigzags and creeps:"
            " after 80 steps a quarter of the way is still ahead. Momentum swings wider at first, but gathers speed"
            " along the floor; RMSProp and Adam divide each direction by the size of its own slopes, so the flat one"
            " is as fast as the steep one. After 80 steps all three are within 0.1 of the bottom."
        ),
    ),
    Preset(
        N_("Off a saddle"),
        {
            "surface": "saddle",
            "rate": SUITABLE_RATES["saddle"],
            "x": SURFACES["saddle"].start[0],
            "y": SURFACES["saddle"].start[1],
        },
        N_(
            "On the ridge there is almost no slope along y. Who follows the size of the gradient lingers at the saddle;"
            " RMSProp and Adam divide by that size and leave at once."
        ),
    ),
    Preset(
        N_("Too large a step"),
        {"rate": 0.21, "closely": "gradient_descent"},
        N_(
            "Above a learning rate of 2 / 10 = 0.2 gradient descent overshoots the floor by more than it was off"
            " before: each step is longer than the last, and it diverges. Momentum and Adam stand the same rate."
        ),
        failure=True,
    ),
)
