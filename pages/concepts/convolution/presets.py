"""Windows that are worth seeing."""

from core.concepts.convolution.kernels import KERNELS
from core.i18n import N_
from pages.shared.concept_screen.scaffold import Preset

PRESETS = (
    Preset(
        N_("Edges"),
        {},
        N_(
            "The weights add up to 0: on flat ground, bright or dark, nothing comes out. Only where brightness changes"
            " does the sum leave 0. The same nine weights serve every place."
        ),
    ),
    Preset(
        N_("Emboss a drawing"),
        {"image": "cat", "kernel": KERNELS["emboss"], "red": 0.3, "green": 0.6, "blue": 0.1, "padding": "same"},
        N_(
            "A colour picture has three channels, so the window has 27 weights: nine for each. Their sum is one number."
            " Light seems to fall from one corner."
        ),
    ),
    Preset(
        N_("Blur"),
        {"image": "dog", "kernel": KERNELS["blur"], "red": 0.3, "green": 0.6, "blue": 0.1, "padding": "same"},
        N_("All weights are positive and add up to 1: a mean of the neighbours. Fine detail goes, brightness stays."),
    ),
    Preset(
        N_("The step leaves gaps"),
        {"image": "line", "kernel": KERNELS["vertical"], "stride": 4, "back": True},
        N_(
            "A stride of 4 with a window of 3 steps over every fourth column, and the line lies in one: all that"
            " comes out is 0. The gradient of those cells is 0 as well, so no training can find the line."
        ),
        failure=True,
    ),
    Preset(
        N_("Dilation sees half the board"),
        {"image": "checks", "kernel": KERNELS["blur"], "dilation": 2},
        N_(
            "With a dilation of 2 the window takes every second cell. On a chessboard those all have one colour: the"
            " blur that should make grey gives back black and white."
        ),
        failure=True,
    ),
    Preset(
        N_("Max pooling"),
        {"image": "face", "operation": "max", "stride": 2, "back": True},
        N_(
            "Each window keeps its brightest cell: a quarter of the numbers, and thin lines survive. On the way back"
            " only the brightest cell gets a gradient. Average pooling would make the lines fade."
        ),
    ),
)
