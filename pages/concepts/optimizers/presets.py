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
            "The walls are a hundred times steeper than the floor. Gradient descent zigzags between them and creeps"
            " along the floor; momentum adds up what points the same way; Adam measures x and y each by its own"
            " yardstick."
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
