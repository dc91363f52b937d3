"""Random windows with pictures that they fit on."""

import numpy as np
from hypothesis import strategies as st

from core.concepts.convolution.sliding import Window


@st.composite
def windows_on_pictures(draw, *, most_dilation=3):
    """A window and a picture on which it stops at least once: (window, x, rng)."""
    window = Window(
        draw(st.integers(1, 3)),
        draw(st.integers(1, 4)),
        draw(st.sampled_from(["valid", "same"])),
        draw(st.integers(1, most_dilation)),
    )
    rows, columns = (draw(st.integers(window.span, window.span + 3)) for _ in range(2))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return window, rng.normal(size=(rows, columns, draw(st.integers(1, 2)))), rng
