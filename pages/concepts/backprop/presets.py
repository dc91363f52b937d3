"""States of the screen “Forward and backward” that are worth seeing."""

from core.i18n import N_
from pages.shared.concept_screen.scaffold import Preset

PRESETS = (
    Preset(
        N_("The article's example"),
        {},
        N_(
            "Two inputs, two hidden units of the same weights, one output. Walk through it: where the article prints "
            "another number, the line says which and why."
        ),
    ),
    Preset(
        N_("XOR"),
        {
            "shape": (2, 3, 1),
            "activations": ("tanh", "sigmoid"),
            "weights": None,
            "inputs": ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)),
            "targets": ((0.0,), (1.0,), (1.0,), (0.0,)),
            "loss": "binary_crossentropy",
            "rate": 2.0,
            "seed": 4,
        },
        N_(
            "No straight line parts these four examples, so a hidden layer has to. Take a hundred updates a few times "
            "and look at each example again: the outputs come close to 0, 1, 1, 0."
        ),
    ),
    Preset(
        N_("A dead ReLU"),
        {
            "activations": ("relu", "linear"),
            "weights": (0.5, 0.4, 0.1, 0.3, -0.6, -3.0, 0.7, 0.8, 0.2),
            "targets": ((3.0,),),
            "rate": 0.1,
        },
        N_(
            "The second hidden unit has z below zero. Its slope is 0, so its delta is 0, so its gradients are 0, and "
            "no update will ever move its weights. Slide its bias up until it wakes."
        ),
        failure=True,
    ),
)
