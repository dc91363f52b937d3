"""The numbers of the screen “Convolution and pooling” as tables."""

import pandas as pd

from core.concepts.activations import Array
from core.concepts.convolution.receptive_field import Level
from core.concepts.convolution.window_trace import WindowTrace
from core.i18n import _

COLOURS = ("R", "G", "B")


def output_table(trace: WindowTrace) -> pd.DataFrame:
    """One row a row of the output; a pooled drawing has a column for each channel."""
    channels = trace.output.shape[-1]
    if channels == 1:
        return _frame(trace.output[..., 0])
    frames = [_frame(trace.output[..., k]).iloc[:, 1:].add_suffix(f" {COLOURS[k]}") for k in range(channels)]
    return pd.concat([_frame(trace.output[..., 0]).iloc[:, :1], *frames], axis=1)


def gradient_table(trace: WindowTrace) -> pd.DataFrame:
    """The gradient on each cell of the picture, summed over its channels."""
    return _frame(trace.on_cells)


def _frame(values: Array) -> pd.DataFrame:
    columns = {str(column): values[:, column] for column in range(values.shape[1])}
    return pd.DataFrame({_("row"): range(len(values)), **columns})


def levels_table(levels: list[Level]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("level"): range(len(levels)),
            _("cells"): [level.length for level in levels],
            _("sees, in cells of the input"): [level.size for level in levels],
            _("cells of the input between two neighbours"): [level.jump for level in levels],
        }
    )
