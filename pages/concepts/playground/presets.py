"""Trainings that are worth seeing, and some that fail."""

from core.i18n import N_
from pages.shared.concept_screen.scaffold import Preset

PRESETS = (
    Preset(
        N_("A ring"),
        {},
        N_("Eight hidden units close a border around the disc. Press Play, then point at a unit to see its part."),
    ),
    Preset(
        N_("Three spirals"),
        {"points": "spirals", "classes": 3, "count": 300, "noise": 0.05, "layers": (8, 8, 8), "optimizer": "adam",
         "rate": 0.01},
        N_("Three classes and a softmax. Each layer bends what the layer before has bent already."),
    ),
    Preset(
        N_("Hills and hollows"),
        {"points": "hills", "count": 300, "noise": 0.05, "layers": (8, 8), "loss": "mse", "optimizer": "adam",
         "rate": 0.02},
        N_("A regression: the colour is a height. The network learns the whole landscape from single points."),
    ),
    Preset(
        N_("XOR without a hidden layer"),
        {"points": "checker", "layers": ()},
        N_(
            "A straight line cannot part these squares, and the loss stays near 0.69, the logarithm of 2. Add a hidden"
            " layer, or the feature x₁x₂."
        ),
        failure=True,
    ),
    Preset(
        N_("Dead ReLUs"),
        {"f": "relu", "rate": 3.0},
        N_(
            "One large step throws the sums of the units below zero for every point. There ReLU is flat: no gradient,"
            " no way back. Their maps stay empty."
        ),
        failure=True,
    ),
    Preset(
        N_("Rate too high"),
        {"rate": 10.0},
        N_("Every step jumps across the valley. The loss leaps about; lower the rate while it runs and see it settle."),
        failure=True,
    ),
    Preset(
        N_("Six layers of sigmoid"),
        {"f": "sigmoid", "layers": (8, 8, 8, 8, 8, 8)},
        N_(
            "Sigmoid's slope is at most ¼, so six layers leave next to nothing of the gradient, and the first ones do"
            " not move. Take tanh or Adam."
        ),
        failure=True,
    ),
    Preset(
        N_("Overfitting"),
        {"points": "moons", "count": 60, "noise": 0.6, "test": 50, "layers": (8, 8), "optimizer": "adam",
         "rate": 0.02},
        N_(
            "Thirty noisy points and more than a hundred weights: the training loss falls to nothing while the test"
            " loss rises. Try L2, or fewer units."
        ),
        failure=True,
    ),
)  # fmt: skip
