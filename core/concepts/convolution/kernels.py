"""Kernels of 3 x 3 weights that people made by hand before networks learned theirs, row by row."""

from collections.abc import Mapping

Kernel = tuple[float, ...]

KERNELS: Mapping[str, Kernel] = {
    "identity": (0, 0, 0, 0, 1, 0, 0, 0, 0),
    "edges": (-1, -1, -1, -1, 8, -1, -1, -1, -1),
    "vertical": (-1, 0, 1, -2, 0, 2, -1, 0, 1),
    "horizontal": (-1, -2, -1, 0, 0, 0, 1, 2, 1),
    "blur": (0.0625, 0.125, 0.0625, 0.125, 0.25, 0.125, 0.0625, 0.125, 0.0625),
    "sharpen": (0, -1, 0, -1, 5, -1, 0, -1, 0),
    "emboss": (-2, -1, 0, -1, 1, 1, 0, 1, 2),
}
"""Vertical and horizontal are Sobel's (1968), named after the edges that they find; the blur is a binomial one."""


def find_name(kernel: Kernel) -> str | None:
    """The name of a kernel that is known."""
    return next((name for name, known in KERNELS.items() if known == kernel), None)
