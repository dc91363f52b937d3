"""A formula in x and y as a field of a screen's state: what cannot be computed gets a sentence."""

from collections.abc import Mapping

import numpy as np

from core.concepts.descent import formula
from core.concepts.descent.formula import Code, FormulaError
from core.errors import InputError
from core.i18n import N_
from pages.shared.screen_state import Field

TRIED_AT = 25  # points along each side of the window on which a new formula must be finite somewhere

SENTENCES: Mapping[Code, str] = {
    "empty": N_("Type a formula in x and y, such as x^2 + sin(y)."),
    "long": N_("The formula is longer than {detail} signs. Shorten it."),
    "deep": N_("The formula has more than {detail} operations inside one another. Shorten it."),
    "grammar": N_("“{detail}” cannot be read as a formula. Check the brackets, and write 2*x for 2x."),
    "name": N_("“{detail}” is not known here. There are x, y, pi, e and the functions {functions}."),
    "part": N_(
        "“{detail}” is not part of a formula. There are x, y, numbers, + - * / ^ and the functions {functions}."
    ),
    "exponent": N_("An exponent must be a plain number from -{detail} to {detail}, such as x^3."),
    "number": N_("A number in the formula is larger than {detail}. Use a smaller one."),
    "arguments": N_("{detail} takes one value, such as {detail}(x)."),
    "flat": N_("The formula has neither x nor y, so it has no slope to walk down. Use at least one of them."),
}


def formula_field(default: str, half_width: float) -> Field:
    """A typed formula that is finite somewhere from -half_width to half_width; `read` raises `InputError`."""

    def read(text: str) -> str:
        try:
            _x, _y, heights = formula.surface(text, half_width, (0.0, 0.0)).grid(TRIED_AT)
        except FormulaError as error:
            raise InputError(
                SENTENCES[error.code], detail=error.detail, functions=", ".join(formula.FUNCTIONS)
            ) from error
        if not np.isfinite(heights).any():
            raise InputError(N_("“{detail}” is nowhere finite in the window. Try another formula."), detail=text)
        return text

    return Field(default, read)
