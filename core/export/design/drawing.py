"""A design as an SVG: a box a layer from the picture down, what is added or multiplied drawn around the side."""

from collections.abc import Sequence
from html import escape

from core.networks.architecture import IMAGE
from core.networks.budget.budget import Budget, LayerBudget
from core.networks.kind_names import translate_kind

WIDTH, HEIGHT, GAP, MARGIN = 320, 34, 12, 24
SIDE = 18  # between two lines around the side
COLOURS = {
    "Conv2D": "#4477aa", "DepthwiseConv2D": "#4477aa", "PretrainedNetwork": "#4477aa", "Dense": "#aa3377",
    "MaxPooling2D": "#228833", "AveragePooling2D": "#228833", "GlobalAveragePooling2D": "#228833",
    "GlobalMaxPooling2D": "#228833", "BatchNormalization": "#ccbb44", "LayerNormalization": "#ccbb44",
    "Add": "#ee6677", "Multiply": "#ee6677",
}  # fmt: skip
OTHER = "#888888"


def draw_network(budget: Budget, name: str) -> str:
    """The text of an SVG file."""
    order = [IMAGE, *(row.name for row in budget.rows)]
    around = _list_lines_around(budget.rows, order)
    width = WIDTH + 2 * MARGIN + SIDE * (max((depth for _, _, depth in around), default=0) + 1)
    height = 2 * MARGIN + len(order) * (HEIGHT + GAP)
    size = budget.image_size
    parts = [_box(0, "RGB", f"{size} × {size} × 3", OTHER)]
    parts += [
        _box(number, translate_kind(row.kind), _tell(row), COLOURS.get(row.kind, OTHER))
        for number, row in enumerate(budget.rows, start=1)
    ]
    parts += [_arrow(number) for number in range(1, len(order)) if _follows(budget.rows[number - 1], order[number - 1])]
    parts += [_line_around(*line) for line in around]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' font-family="sans-serif" font-size="12" role="img"><title>{escape(name)}</title>'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>{"".join(parts)}</svg>\n'
    )


def _follows(row: LayerBudget, before: str) -> bool:
    return before in row.inputs


def _tell(row: LayerBudget) -> str:
    held = row.parameters.trainable + row.parameters.frozen
    shape = " × ".join(map(str, row.output_shape))
    return f"{shape} · {held:,}" if held else shape


def _list_lines_around(rows: Sequence[LayerBudget], order: Sequence[str]) -> list[tuple[int, int, int]]:
    """From which box to which, and how far out: the longer a line, the further, so that none cross without need."""
    lines: list[tuple[int, int, int]] = []
    for number, row in enumerate(rows, start=1):
        starts = [order.index(name) for name in row.inputs if order.index(name) != number - 1]
        for start in starts:
            within = [depth for first, last, depth in lines if first < number and last > start]
            lines.append((start, number, max(within, default=-1) + 1))
    return lines


def _top(number: int) -> int:
    return MARGIN + number * (HEIGHT + GAP)


def _box(number: int, title: str, told: str, colour: str) -> str:
    top = _top(number)
    return (
        f'<rect x="{MARGIN}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="5" fill="{colour}" fill-opacity="0.18"'
        f' stroke="{colour}"/>'
        f'<text x="{MARGIN + 10}" y="{top + 21}" fill="#222222">{escape(title)}</text>'
        f'<text x="{MARGIN + WIDTH - 10}" y="{top + 21}" text-anchor="end" fill="#555555">{escape(told)}</text>'
    )


def _arrow(number: int) -> str:
    x, end = MARGIN + WIDTH // 2, _top(number)
    return (
        f'<path d="M{x} {end - GAP} V{end - 4}" stroke="#555555" fill="none"/>'
        f'<path d="M{x - 4} {end - 5} L{x} {end} L{x + 4} {end - 5} Z" fill="#555555"/>'
    )


def _line_around(start: int, end: int, depth: int) -> str:
    edge, out = MARGIN + WIDTH, MARGIN + WIDTH + SIDE * (depth + 1) - 6
    first, last = _top(start) + HEIGHT // 2 + 6, _top(end) + HEIGHT // 2 - 6
    return (
        f'<path d="M{edge} {first} H{out} V{last} H{edge + 4}" stroke="#ee6677" stroke-width="1.5" fill="none"/>'
        f'<path d="M{edge + 6} {last - 4} L{edge} {last} L{edge + 6} {last + 4} Z" fill="#ee6677"/>'
    )
