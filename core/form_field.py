"""How people are asked for the value of a model's field: what a form needs beside the limits that pydantic holds.

Usage:
    momentum: Annotated[
        float,
        Field(ge=0, lt=1),
        FormField(N_("Momentum (share kept)"), N_("How much of its last step the next one keeps."), step=0.05),
    ] = 0.9
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FormField:
    """Stands among the metadata of a field, and is read by forms and by the help of the command line.

    Attributes:
        title: what the field is called.
        help: what its value does, in a sentence or two.
        section: of the form; without one, the form asks in a way of its own.
        see: a Markdown link to the screen that shows what the value does.
        step: what a press of a number's button, or a move of a slider, adds; without one, 1.
        names: what choices are called; one that has no name is shown as it is.
        nothing: what is shown while nothing is entered, of a field that may be None.
        only_with: other fields, and the values of theirs without which this one has no effect.
        wide: whether it takes a whole row of the form instead of half of one.

    """

    title: str
    help: str = ""
    section: str = ""
    see: str = ""
    step: float | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    nothing: str = ""
    only_with: Mapping[str, Sequence[str]] = field(default_factory=dict)
    wide: bool = False
