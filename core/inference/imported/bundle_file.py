"""What a bundle holds: a zip whose `model.json` says all that a program must know of its `model.onnx`."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from core.data.pixels.view import View
from core.errors import InputError
from core.i18n import N_
from core.inference.decision import COLDEST, HOTTEST, DecisionRule

MODEL, FACTS, CARD = "model.onnx", "model.json", "card.md"
MOST_FACTS = 5_000_000  # bytes; the names of 10,000 classes take one
NOT_FACTS = N_("{file} is no model.json of a bundle, or a damaged one: {reason}. Export the bundle again.")

READABLE = r"^[^\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]*$"  # no signs that move or turn what stands beside them
ClassName = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=READABLE)]


class BundleFacts(BaseModel):
    """`model.json`.

    Attributes:
        bundle: the version of this format.
        name: of the model where it was made.
        title: for people.
        classes: the labels in the order of the probabilities.
        image_size: the side of the square input in pixels.
        view: how a picture is brought to that square.
        temperature, threshold, positive, reject_below: see `DecisionRule`.
        dataset, version: of the pictures that it was trained on, where that is known.

    """

    model_config = ConfigDict(frozen=True)

    bundle: Literal[1] = 1
    name: Annotated[str, StringConstraints(max_length=255)]
    title: Annotated[str, StringConstraints(max_length=1000, pattern=READABLE)]
    classes: Annotated[tuple[ClassName, ...], Field(min_length=2, max_length=10_000)]
    image_size: Annotated[int, Field(ge=16, le=1024)]
    view: View = View.STRETCH
    temperature: Annotated[float, Field(ge=COLDEST, le=HOTTEST)] = 1.0
    threshold: Annotated[float, Field(gt=0, lt=1)] | None = None
    positive: ClassName | None = None
    reject_below: Annotated[float, Field(ge=0, le=1)] | None = None
    dataset: str | None = None
    version: str | None = None

    @property
    def rule(self) -> DecisionRule:
        return DecisionRule(self.temperature, self.threshold, self.positive, self.reject_below)

    @model_validator(mode="after")
    def _check_classes(self) -> Self:
        if len(set(self.classes)) < len(self.classes):
            raise ValueError("two classes have one name")
        if self.positive is not None and self.positive not in self.classes:
            raise ValueError("the threshold is of no class")
        if self.threshold is not None and (self.positive is None or len(self.classes) != 2):
            raise ValueError("a threshold is of one of two classes")
        return self


def read_facts(path: Path) -> BundleFacts:
    """Read the `model.json` of a bundle that somebody else has made.

    Raises:
        InputError: it is missing, damaged, or says what cannot be.

    """
    try:
        if path.stat().st_size > MOST_FACTS:
            raise ValueError("it is too large")
        return BundleFacts.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(NOT_FACTS, file=path.name, reason=explain_fault(error)) from error


def explain_fault(error: OSError | ValueError) -> str:
    """What is wrong with a `model.json`, in a few words."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))
    return str(error)
