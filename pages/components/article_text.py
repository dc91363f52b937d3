"""The words that go with the numbers of core.concepts.article: names of quantities, and why print and truth differ."""

from core.concepts import article
from core.concepts.article import Row
from core.i18n import N_, _

LATEX = {
    "z1": r"z_1",
    "z2_from_printed": r"z_2 \;(a_1 = 0.7)",
    "z2": r"z_2 \;(a_1 = 0.8)",
    "loss": r"L = (a_2 - y)^2",
    "loss_half": r"L = \tfrac12 (a_2 - y)^2",
    "delta2": r"\delta_2",
    "delta1": r"\delta_1",
    "w1_1": r"w_{1,1}",
    "w1_2": r"w_{1,2}",
    "b1": r"b_1",
    "w2_1": r"w_{2,1}",
    "w2_2": r"w_{2,2}",
    "b2": r"b_2",
}

REASONS = {
    "sum": N_("Multiply, add, and count the bias: {sum} = {right}."),
    "own": N_("From its own a₁ = 0.7: {sum} = {right}. (From the right a₁ = 0.8 it is {carried_on}.)"),
    "chain": N_("Carried on from the right a₁ = 0.8: {sum} = {right}."),
    "square": N_("The printed number is the square of the printed z₂; the square of the right one is {right}."),
    "convention": N_("Many books put ½ before the square, so that the 2 of the derivative cancels."),
    "slope": N_(
        "It multiplies by 0.5 · 0.7, which is not f′(z₂) = 1, and 1.4 · 0.5 · 0.7 is {product} anyway. "
        "Right is 2 (a₂ − y) f′(z₂), or half of it with half the square."
    ),
    "owed": N_(
        "The sum 0.4 · 0.35 + 0.5 · 0.35 is {sum}, not 0.35. And a sum over outgoing weights belongs to one unit: "
        "here each unit has one, so each has a delta of its own, w₂ δ₂ f′(z₁)."
    ),
    "fits": N_("The printed number fits a learning rate of {rate}, not the 0.01 that is written."),
    "fits_none": N_("The printed number fits neither a learning rate of 0.01 nor one of 0.1."),
}

SUMS = {
    "z1": "0.1 · 1 + 0.2 · 2 + 0.3",
    "z2_from_printed": "0.4 · 0.7 + 0.5 · 0.7 + 0.6",
    "z2": "0.4 · 0.8 + 0.5 · 0.8 + 0.6",
}


def why(row: Row) -> str:
    """Why the printed number of `row` differs from the right one, in the reader's language."""
    derived = article.printed_derivations()
    values = {
        "sum": SUMS.get(row.key, f"{derived['delta1_sum']:.4g}"),
        "right": f"{row.right[0]:.6g}",
        "carried_on": f"{article.worked_trace().layers[1].z.item():.4g}",
        "product": f"{derived['delta2_product']:.4g}",
        "rate": " / ".join(f"{rate:g}" for rate in row.fits),
    }
    return _(REASONS[row.reason]).format(**values)


def printed_in_walk() -> dict[tuple[str, int, int, str], tuple[str, str]]:
    """What the article prints, at the places of a walk through its network: the number, and why it differs."""
    rows = {row.key: row for row in article.worked_example()}
    places = {
        "z1": [("forward", 0, unit, "z") for unit in (0, 1)],
        "z2_from_printed": [("forward", 1, 0, "z")],
        "loss": [("loss", 0, 0, "l")],
        "delta2": [("delta", 1, 0, "d")],
        "delta1": [("delta", 0, unit, "d") for unit in (0, 1)],
        "w1_1": [("update", 0, unit, "w0") for unit in (0, 1)],
        "w1_2": [("update", 0, unit, "w1") for unit in (0, 1)],
        "b1": [("update", 0, unit, "b") for unit in (0, 1)],
        "w2_1": [("update", 1, 0, "w0")],
        "w2_2": [("update", 1, 0, "w1")],
        "b2": [("update", 1, 0, "b")],
    }
    return {place: (f"{rows[key].printed:g}", why(rows[key])) for key, known in places.items() for place in known}
