"""The words that go with the numbers of core.concepts.article: names of quantities, and why print and truth differ."""

from dataclasses import dataclass

from core.concepts import article
from core.concepts.article import Row, Slip
from core.i18n import N_, _
from pages.shared.concept_screen.html_math import symbol, var

QUANTITIES = {
    "z1": symbol("z", None, 1),
    "z2_from_printed": f"{symbol('z', None, 2)} ({symbol('a', None, 1)} = 0.7)",
    "z2": f"{symbol('z', None, 2)} ({symbol('a', None, 1)} = 0.8)",
    "loss": var("L"),
    "delta2": symbol("δ", None, 2),
    "delta1": symbol("δ", None, 1),
    "w1_1": symbol("w", None, "1,1"),
    "w1_2": symbol("w", None, "1,2"),
    "b1": symbol("b", None, 1),
    "w2_1": symbol("w", None, "2,1"),
    "w2_2": symbol("w", None, "2,2"),
    "b2": symbol("b", None, 2),
}
"""Each quantity of the worked example as HTML."""

REASONS = {
    "sum": N_("Multiply, add, and count the bias: {sum} = {right}."),
    "own": N_("From its own a₁ = 0.7: {sum} = {right}. (From the right a₁ = 0.8 it is {carried_on}.)"),
    "chain": N_("Carried on from the right a₁ = 0.8: {sum} = {right}."),
    "square": N_(
        "The printed number is the square of the printed z₂; the square of the right one is {right}. Many books put ½ "
        "before it, so that the 2 of the derivative cancels."
    ),
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


@dataclass(frozen=True)
class SlipText:
    """What the article says, what is right, and why; with the numbers of the slip in the sentences."""

    printed: str
    right: str
    why: str


SLIPS = {
    "claim": SlipText(
        N_("The program reaches {printed:.1%}."),
        N_("{training:.1%} on its {photos:,} training photos, {unseen:.2%} on 2,000 unseen ones."),
        N_(
            "The network learns its training photos by heart, and that gap is the lesson. An accuracy measured on "
            "2,000 photos has a standard error of {error:.1%}, so {printed:.1%} cannot be luck either."
        ),
    ),
    "test_as_validation": SlipText(
        N_("The test folder serves as validation data."),
        N_("Choose on validation photos; touch the test photos once, at the end."),
        N_(
            "Whoever picks the best of {epochs} epochs on the photos that also give the result, reports luck as skill: "
            "epochs that are all truly {true:.2%} good look like {best:.1%} (drawn with this seed)."
        ),
    ),
    "shuffled": SlipText(
        N_("The test generator shuffles."),
        N_("shuffle=False wherever predictions meet labels."),
        N_(
            "Predictions come in one order and labels in another. On {photos:,} photos a faultless model would be "
            "given {score:.1%} (drawn with this seed)."
        ),
    ),
    "batches": SlipText(
        N_("A loop over the generator shows images."),
        N_("It counts batches: {batches} for {photos:,} photos."),
        N_("The generator yields {batch} images at a time; to show images, go through each batch."),
    ),
    "evaluate": SlipText(
        N_("evaluate is unpacked into {unpacked} numbers."),
        N_("It returns {returned}: loss and accuracy."),
        N_("evaluate returns the loss and one number a compiled metric, and the program compiles accuracy only."),
    ),
    "f1": SlipText(
        N_("F1 = {printed:.4f}"),
        N_("F1 = {right:.4f}"),
        N_("2PR / (P + R), for the printed precision P = 0.9650 and recall R = 0.9250."),
    ),
    "tanh": SlipText(
        N_("tanh is for multi-class output."),
        N_("That is softmax; sigmoid fits two-class and multi-label outputs."),
        N_(
            "Of the logits 2, 1 and 0.1 tanh makes {tanh_0:.2f}, {tanh_1:.2f}, {tanh_2:.2f}, in all {tanh_sum:.2f}; "
            "softmax {softmax_0:.2f}, {softmax_1:.2f}, {softmax_2:.2f}, in all {softmax_sum:.0f}: shares of one whole."
        ),
    ),
    "alexnet": SlipText(
        N_("LeCun is named among the authors of AlexNet (2012)."),
        N_("Krizhevsky, Sutskever and Hinton."),
        N_("The “about 60 million parameters” are right: counted layer by layer they are {parameters:,}."),
    ),
}


def slip_text(slip: Slip) -> SlipText:
    """The sentences of a slip with its numbers, in the reader's language."""
    text = SLIPS[slip.key]
    return SlipText(*(_(part).format(**slip.values) for part in (text.printed, text.right, text.why)))


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
