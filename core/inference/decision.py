"""From probabilities to an answer: temperature, threshold and reject zone, kept beside a model and used everywhere.

    rule = read_decision(model)
    probabilities = rule.calibrate(model.compute_probabilities(pixels))    # (n, classes)
    answers = rule.decide(probabilities, model.classes)                    # (n,), NOT_SURE where it abstains

Without anything kept, probabilities stay as they are and the most probable class is the answer.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Protocol

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, Field

from core import files
from core.errors import InputError
from core.i18n import N_
from core.units import join_names

Probabilities = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]

NOT_SURE = -1  # in place of the number of a class
LEAST_OF_TWO = 2.0**-24  # what a sigmoid in float32 cannot tell from 0
LEAST = float(np.finfo(np.float32).tiny)  # the same of a softmax
COLDEST, HOTTEST = 0.05, 20.0  # temperatures
MOST_LOGIT = 34.0  # the largest whose probability is not 1 in a float64
DAMAGED = N_(
    "{path} is damaged, so the threshold and the temperature that were kept with {model} cannot be read. Delete the "
    "file, and keep them again."
)


class Decided(Protocol):
    """What a rule is kept for: a model, or a collection of pictures that has one at once."""

    @property
    def id(self) -> str:
        """Its name in a sentence."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The labels, in the order of the probabilities."""

    @property
    def settings(self) -> Path:
        """The file of the rule; it may be absent."""


@dataclass(frozen=True)
class DecisionRule:
    """How probabilities become an answer; see `check_decision` for what is allowed.

    Attributes:
        temperature: logits are divided by it; above 1 it makes the model less sure, and never changes the order.
        threshold: of two classes, how probable `positive` has to be to be the answer; None is one half.
        positive: the class that the threshold is of; None without one.
        reject_below: an answer that is less certain than this is `NOT_SURE`; None never abstains.

    """

    temperature: float = 1.0
    threshold: float | None = None
    positive: str | None = None
    reject_below: float | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it leaves probabilities alone and answers with the most probable class."""
        return self == DecisionRule()

    def at_temperature(self, temperature: float, classes: Sequence[str]) -> "DecisionRule":
        """The rule that gives the same answers at another temperature.

        Of two classes every logit, that of the threshold and that of the limit too, is divided by the new temperature
        in place of the old one, so no answer changes. Of more classes the most probable one stays, and a limit keeps
        its number: which pictures it rejects depends on all their probabilities.
        """
        if len(classes) != 2:
            return replace(self, temperature=temperature)
        times = self.temperature / temperature
        return replace(
            self,
            temperature=temperature,
            threshold=None if self.threshold is None else _stretch(self.threshold, times),
            reject_below=None if self.reject_below is None else _stretch(self.reject_below, times),
        )

    def calibrate(self, probabilities: Probabilities) -> Probabilities:
        """Probabilities (n, classes) at the temperature; at 1 the array itself.

        They are powers of the model's own, divided by their sum, which is the same as to divide its logits.

        Source: Guo, Pleiss, Sun and Weinberger, On calibration of modern neural networks, ICML 2017.
        """
        if self.temperature == 1:
            return probabilities
        logits = find_logits(probabilities) / self.temperature
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)

    def decide(self, probabilities: Probabilities, classes: Sequence[str]) -> Indices:
        """The answer (n,) to each row of calibrated probabilities (n, classes): a number of a class, or `NOT_SURE`."""
        answers = self._choose(probabilities, classes)
        if self.reject_below is not None:
            answers[self.compute_certainty(probabilities, classes) < self.reject_below] = NOT_SURE
        return answers

    def answer(self, row: Probabilities, classes: Sequence[str]) -> str | None:
        """The class that one row of calibrated probabilities (classes,) gets; None where the rule abstains."""
        (place,) = self.decide(row[None], classes).tolist()
        return None if place == NOT_SURE else classes[place]

    def compute_certainty(self, probabilities: Probabilities, classes: Sequence[str]) -> Probabilities:
        """How certain each answer is (n,), 0 to 1: what `reject_below` is compared with.

        The probability of the answer. With a threshold t the odds p / (1 - p) are divided by t / (1 - t) first, so that
        a picture at the threshold, where the answer changes, is the least certain one, with 0.5.
        """
        positive = self._find_positive(classes)
        if positive is None:
            return np.asarray(probabilities.max(axis=1))
        column, threshold = positive
        p = probabilities[:, column].astype(np.float64)
        for_it, against = p * (1 - threshold), (1 - p) * threshold
        return np.asarray(np.maximum(for_it, against) / (for_it + against), np.float32)

    def _choose(self, probabilities: Probabilities, classes: Sequence[str]) -> Indices:
        positive = self._find_positive(classes)
        if positive is None:
            return np.asarray(probabilities.argmax(axis=1))
        column, threshold = positive
        return np.where(probabilities[:, column] >= threshold, column, 1 - column)

    def _find_positive(self, classes: Sequence[str]) -> tuple[int, float] | None:
        """The column that the threshold is of, and the threshold; None where there is none to heed."""
        if self.threshold is None or self.positive is None or len(classes) != 2:
            return None
        return list(classes).index(self.positive), self.threshold


def find_logits(probabilities: Probabilities) -> npt.NDArray[np.float64]:
    """Logits (n, classes) whose softmax the probabilities are; the least are raised to what float32 tells from 0."""
    least = LEAST_OF_TWO if probabilities.shape[1] == 2 else LEAST
    return np.asarray(np.log(np.maximum(probabilities, least, dtype=np.float64)))


def _stretch(probability: float, times: float) -> float:
    """The probability whose logit is so many times as large; 0 and 1 stay, and nothing else reaches them."""
    if probability in (0, 1):
        return probability
    odds = math.exp(min(max(times * math.log(probability / (1 - probability)), -MOST_LOGIT), MOST_LOGIT))
    return odds / (1 + odds)


class _Stored(BaseModel):
    """A rule as its file has it."""

    temperature: Annotated[float, Field(ge=COLDEST, le=HOTTEST)] = 1.0
    threshold: Annotated[float, Field(gt=0, lt=1)] | None = None
    positive: str | None = None
    reject_below: Annotated[float, Field(ge=0, le=1)] | None = None


def read_decision(model: Decided) -> DecisionRule:
    """Read the rule that was kept with the model; the plain one if there is none.

    Raises:
        DamagedFileError: the file is there and cannot be read.

    """
    stored = files.read_json(model.settings, _Stored, DAMAGED, model=model.id)
    return DecisionRule(**stored.model_dump()) if stored else DecisionRule()


def save_decision(model: Decided, rule: DecisionRule) -> None:
    """Keep the rule with the model, in place of what was kept; the plain rule leaves no file.

    Raises:
        InputError: the rule does not suit the model (see `check_decision`), or the file cannot be written.

    """
    check_decision(rule, model.classes)
    path = model.settings
    with files.disk_errors(path):
        if rule.is_plain:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
    files.write_json(path, asdict(rule))


def check_decision(rule: DecisionRule, classes: Sequence[str]) -> None:
    """Refuse a rule that a model with these classes cannot follow.

    Raises:
        InputError: a number is out of range, or the threshold is not that of one of two classes.

    """
    if not COLDEST <= rule.temperature <= HOTTEST:
        raise InputError(
            N_("The temperature is {value}. Choose one from {low} to {high}."),
            value=f"{rule.temperature:g}", low=f"{COLDEST:g}", high=f"{HOTTEST:g}",
        )  # fmt: skip
    if rule.reject_below is not None and not 0 <= rule.reject_below <= 1:
        raise InputError(
            N_("The limit for “not sure” is {value}. Choose a number from 0 to 1."), value=f"{rule.reject_below:g}"
        )
    if rule.threshold is not None:
        _check_threshold(rule.threshold, rule.positive, classes)


def _check_threshold(threshold: float, positive: str | None, classes: Sequence[str]) -> None:
    if not 0 < threshold < 1:
        raise InputError(N_("The threshold is {value}. Choose one between 0 and 1."), value=f"{threshold:g}")
    if len(classes) != 2:
        raise InputError(
            N_("A threshold decides between two classes, and there are {n}. Leave it out."), n=len(classes)
        )
    if positive not in classes:
        raise InputError(
            N_("There is no class called {name}. Choose one of: {known}."), name=positive, known=join_names(classes)
        )
