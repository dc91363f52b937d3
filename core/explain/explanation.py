"""Why a model gives a picture a class: what the worker finds, and what pages and the command line show."""

from dataclasses import dataclass, replace

from core.errors import InputError
from core.explain.method import Completeness, Values
from core.explain.similarity import ALIKE
from core.i18n import N_
from core.inference.decision import DecisionRule
from core.inference.model import Model

NOTHING = N_("The method finds no place in this picture that raises the logit of {label}.")
UNKNOWN_CLASS = N_("{model} has no class called {label}. Choose one of: {known}.")
MOST_NAMED = 12  # classes in a sentence


@dataclass(frozen=True)
class Explanation:
    """Why a model gives a picture a class.

    Attributes:
        target: the place of the explained class among the model's.
        probabilities: of all classes, as the model gives them.
        logit: of the class.
        values: the attribution, (height, width) over the square that the model saw.
        signed: whether negative values mean "against".
        completeness: of integrated gradients alone.
        randomised_similarity: with the attribution of the same network whose weights were shuffled; see `similarity`.
            None where there is nothing to compare: the values are all zero.

    """

    target: int
    probabilities: Values
    logit: float
    values: Values
    signed: bool
    completeness: Completeness | None
    randomised_similarity: float | None

    @property
    def depends_on_learning(self) -> bool:
        """Whether it changes when what was learned is taken away."""
        return self.randomised_similarity is not None and self.randomised_similarity < ALIKE

    def calibrate(self, rule: DecisionRule) -> "Explanation":
        """The same with the probabilities at the temperature of a rule, as predictions have them."""
        return replace(self, probabilities=rule.calibrate(self.probabilities[None])[0])


def find_class(model: Model, label: str) -> int:
    """The place of a class among the model's.

    Raises:
        InputError: it has none of that name.

    """
    if label not in model.classes:
        known = ", ".join(model.classes[:MOST_NAMED]) + (", ..." if len(model.classes) > MOST_NAMED else "")
        raise InputError(UNKNOWN_CLASS, model=model.id, label=label, known=known)
    return model.classes.index(label)
