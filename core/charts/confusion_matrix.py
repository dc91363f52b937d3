"""The confusion matrix: true classes down the side, predicted ones across the top."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.charts.style import NEUTRAL, VALIDATION, apply_style, literal
from core.units import format_per_cent, format_whole_per_cent

# Okabe and Ito's blue; a cell has as much of it as it has of its row, over whatever lies beneath: light or dark.
BLUE, LEAST = (0, 114, 178), 0.05
SCALE = tuple((share, "rgba({}, {}, {}, {})".format(*BLUE, opacity)) for share, opacity in ((0.0, LEAST), (1.0, 1.0)))
PAGES = {"light": (255, 255, 255), "dark": (17, 22, 29)}  # what lies beneath, as in .streamlit/config.toml
INKS = {"black": (0, 0, 0), "white": (255, 255, 255)}
Colour = Sequence[float]
FEW, MOST_NUMBERS = 5, 30  # classes; with more, the numbers are smaller, and then left out
MOST_EMPTY = 45  # classes; with more, only cells with pictures can be pointed at: a trace has 2,000 points at most
ROW, LEAST_ROWS = 34, 6  # pixels; and how many rows high the matrix is at least


def compute_row_shares(matrix: np.ndarray) -> np.ndarray:
    """Each row (n, n) divided by its sum; a class without pictures has zeros."""
    sums = matrix.sum(axis=1, keepdims=True)
    shares: np.ndarray = matrix / np.maximum(sums, 1)
    return shares


def compute_column_shares(matrix: np.ndarray) -> np.ndarray:
    """Each column (n, n) divided by its sum; a class that was never predicted has zeros."""
    return compute_row_shares(matrix.T).T


def list_target_cells(matrix: np.ndarray) -> np.ndarray:
    """The cells that can be clicked on, (k, 2) of (true, predicted), row by row; of many, those with pictures in them.

    A hundred classes have 10,000 cells, and at most as many with pictures as there are pictures.
    """
    return np.argwhere(matrix if len(matrix) > MOST_EMPTY else np.ones_like(matrix))


def draw_confusion_matrix(
    matrix: np.ndarray,
    classes: Sequence[str],
    *,
    in_per_cent: bool,
    chosen: tuple[int, int],
    theme: str,
    words: Mapping[str, str],
    shares: np.ndarray | None = None,
) -> go.Figure:
    """The matrix (n, n) of counts, `[true, predicted]`, in counts or in per cent; the colour says `shares` (n, n).

    These are by default the shares of each row; of a part of a matrix they are those of the whole rows or columns.

    The last trace holds one invisible marker for each of `list_target_cells`, in that order: a click on a cell selects
    the point with its number. The cell `chosen` is framed. `theme` is `light` or `dark`, for the numbers; `words` are
    `true`, `predicted` and `pictures`.
    """
    shares = compute_row_shares(matrix) if shares is None else shares
    names = list(map(literal, classes))
    gap = 2 if len(names) <= MOST_NUMBERS else 0
    figure = go.Figure(
        go.Heatmap(
            z=shares, x=names, y=names, zmin=0, zmax=1, colorscale=SCALE, showscale=False,
            xgap=gap, ygap=gap, hoverinfo="skip",
        )
    )  # fmt: skip
    if len(names) <= MOST_NUMBERS:
        in_words = format_per_cent if len(names) <= FEW else format_whole_per_cent
        texts = _write_cells(shares, in_words) if in_per_cent else _write_cells(matrix, "{:,}".format)
        _add_numbers(figure, texts, shares, names, theme)
    _add_targets(figure, matrix, shares, names, words)
    _add_frame(figure, chosen)
    rows = min(max(LEAST_ROWS, len(names)), MOST_NUMBERS)
    apply_style(figure, height=90 + ROW * rows, x_title=words["predicted"], y_title=words["true"])
    figure.update_layout(hovermode="closest", hoverdistance=-1, showlegend=False, dragmode=False)
    figure.update_xaxes(
        type="category", side="top", range=(-0.5, len(names) - 0.5), showgrid=False, fixedrange=True,
        autotickangles=[0, -45, -90],
    )  # fmt: skip
    figure.update_yaxes(type="category", range=(len(names) - 0.5, -0.5), showgrid=False, fixedrange=True)
    return figure


def _write_cells(numbers: np.ndarray, write: Callable[[float], str]) -> list[list[str]]:
    return [[write(number) for number in row] for row in numbers.tolist()]


def ink_on(share: float, theme: str) -> str:
    """Black or white, whichever reads better on a cell with this share of its row; the contrast is 4.5 or more."""
    opacity = LEAST + (1 - LEAST) * share
    cell = [opacity * blue + (1 - opacity) * page for blue, page in zip(BLUE, PAGES[theme], strict=True)]
    return max(INKS, key=lambda name: contrast(INKS[name], cell))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours of 0 to 255, 1 to 21: WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """The relative luminance of an sRGB colour: WCAG 2.2."""
    straight = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in np.divide(colour, 255)]
    return float(np.dot(straight, (0.2126, 0.7152, 0.0722)))


def _add_numbers(figure: go.Figure, texts: list[list[str]], shares: np.ndarray, names: list[str], theme: str) -> None:
    """Black or white as the cell wants it, grey for nothing."""
    inks = np.where(shares == 0, NEUTRAL, np.vectorize(ink_on, otypes=[object])(shares, theme))
    for colour in ("white", "black", NEUTRAL):
        places = np.argwhere(inks == colour).tolist()
        figure.add_scatter(
            x=[names[column] for _, column in places],
            y=[names[row] for row, _ in places],
            text=[texts[row][column] for row, column in places],
            mode="text",
            textfont={"color": colour, "weight": 600, "size": 15 if len(names) <= FEW else 12},
            hoverinfo="skip",
        )


def _add_targets(
    figure: go.Figure, matrix: np.ndarray, shares: np.ndarray, names: list[str], words: Mapping[str, str]
) -> None:
    """A heatmap cannot be selected in, so something invisible lies over it that can."""
    rows, columns = list_target_cells(matrix).T
    figure.add_scatter(
        x=[names[column] for column in columns],
        y=[names[row] for row in rows],
        mode="markers",
        marker={"symbol": "square", "size": ROW * min(1, MOST_NUMBERS / len(names)), "opacity": 0},
        customdata=[
            (int(matrix[cell]), format_per_cent(float(shares[cell]))) for cell in zip(rows, columns, strict=True)
        ],
        hovertemplate=(
            f"{words['true']}: %{{y}}<br>{words['predicted']}: %{{x}}<br>"
            f"{words['pictures']}: %{{customdata[0]:,}} (%{{customdata[1]}})<extra></extra>"
        ),
    )


def _add_frame(figure: go.Figure, chosen: tuple[int, int]) -> None:
    row, column = chosen
    figure.add_shape(
        type="rect", x0=column - 0.5, x1=column + 0.5, y0=row - 0.5, y1=row + 0.5,
        line={"color": VALIDATION, "width": 3},
    )  # fmt: skip
