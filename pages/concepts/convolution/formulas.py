"""What the window computes, in symbols and with the numbers of the place where it stands."""

import numpy as np
import streamlit as st

from core.concepts.activations import Array
from core.concepts.convolution.window_trace import WindowTrace, sum_channels
from core.i18n import _
from pages.shared.concept_screen import latex, scaffold

CHANNELS = ("R", "G", "B")
LINE_STARTS = ("z &=", r"&\quad +")
COVERING = r"\frac{\partial L}{\partial x_{mn}} &= \sum_{\text{covering}}"


def window_formulas(trace: WindowTrace, operation: str, row: int, column: int, *, back: bool) -> None:
    """One value of the output, the size of the output and, if wanted, the gradients."""
    value, size = st.columns(2)
    with value:
        st.markdown(_("**The value at row {row}, column {column}**").format(row=row, column=column))
        if trace.kernel is None:
            _pooling(trace, operation, row, column)
        else:
            _convolution(trace, row, column)
    with size:
        st.markdown(_("**The size of the output**"))
        _output_size(trace)
        if back:
            st.markdown(_("**The way back**"))
            _gradients(trace, operation)


def _convolution(trace: WindowTrace, row: int, column: int) -> None:
    value = latex.number(float(trace.output[row, column, 0]))
    symbols = r"z_{rc} = \sum_{i,j,k} x_{\,rs + id,\ cs + jd,\ k}\ w_{ijk} + b"
    if trace.x.shape[-1] == 1:
        assert trace.kernel is not None
        lines = _product_lines(trace.take_patch(row, column)[..., 0], trace.kernel[..., 0])
        lines.append(rf"&\quad + {latex.bracketed(trace.bias)} = {value}")
    else:
        sums = zip(CHANNELS, sum_channels(trace, row, column), strict=False)
        lines = [rf"z_{{{name}}} &= {latex.number(float(one))}" for name, one in sums]
        lines.append(rf"z &= z_R + z_G + z_B + {latex.bracketed(trace.bias)} = {value}")
    scaffold.formula(symbols, latex.aligned(*lines))


def _product_lines(patch: Array, kernel: Array) -> list[str]:
    """A line for each row of the window; its padding counts as 0."""
    lines = []
    for i, (cells, weights) in enumerate(zip(np.nan_to_num(patch).tolist(), kernel.tolist(), strict=True)):
        products = (rf"{latex.number(x)} \cdot {latex.bracketed(w)}" for x, w in zip(cells, weights, strict=True))
        lines.append(rf"{LINE_STARTS[i > 0]} {' + '.join(products)}")
    return lines


def _pooling(trace: WindowTrace, operation: str, row: int, column: int) -> None:
    patch = trace.take_patch(row, column)[..., 0]
    cells = [latex.number(value) for value in patch[~np.isnan(patch)].tolist()]
    value = latex.number(float(trace.output[row, column, 0]))
    index = "" if trace.x.shape[-1] == 1 else r",\ k = R"
    if operation == "max":
        scaffold.formula(
            r"a_{rck} = \max_{i,j}\ x_{\,rs + i,\ cs + j,\ k}", rf"\max({', '.join(cells)}) = {value}{index}"
        )
    else:
        scaffold.formula(
            r"a_{rck} = \frac{1}{n} \sum_{i,j} x_{\,rs + i,\ cs + j,\ k}",
            rf"\frac{{{' + '.join(cells)}}}{{{len(cells)}}} = {value}{index}",
        )


def _output_size(trace: WindowTrace) -> None:
    window, length, count = trace.window, trace.x.shape[0], trace.output.shape[0]
    if window.padding == "same":
        scaffold.formula(
            r"n_{out} = \left\lceil \frac{n}{s} \right\rceil",
            rf"\left\lceil \frac{{{length}}}{{{window.stride}}} \right\rceil = {count}",
        )
    else:
        scaffold.formula(
            r"n_{out} = \left\lfloor \frac{n - d\,(k - 1) - 1}{s} \right\rfloor + 1",
            rf"\left\lfloor \frac{{{length} - {window.dilation} \cdot ({window.size} - 1) - 1}}{{{window.stride}}}"
            rf" \right\rfloor + 1 = {count}",
        )


def _gradients(trace: WindowTrace, operation: str) -> None:
    if trace.on_taps is not None:
        scaffold.formula(
            latex.aligned(
                r"\frac{\partial L}{\partial w_{ij}} &= \sum_{r,c} \frac{\partial L}{\partial z_{rc}}"
                r"\ x_{\,rs + id,\ cs + jd}",
                COVERING + r" \frac{\partial L}{\partial z_{rc}}\ w_{ij}",
            ),
            latex.aligned(
                rf"\frac{{\partial L}}{{\partial w}} &= {latex.matrix(trace.on_taps)}",
                rf"\frac{{\partial L}}{{\partial b}} &= {latex.number(trace.on_bias)}",
            ),
        )
    elif operation == "max":
        st.latex(
            r"\frac{\partial L}{\partial x_{mn}} = \sum_{r,c} \frac{\partial L}{\partial a_{rc}}\ [x_{mn} = a_{rc}]"
        )
    else:
        st.latex(latex.aligned(COVERING + r" \frac{1}{n}\ \frac{\partial L}{\partial a_{rc}}"))
