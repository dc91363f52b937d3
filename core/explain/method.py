"""What an explanation is: a number for every place of the picture, and how far it may be trusted.

A method is one file in `methods/`, a line in its registry, and a run through the contract test.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from core.explain.gradients.network import Network

Values = npt.NDArray[np.float32]
GREY = 127.5  # of 255: what a pixel is replaced by when it is taken away, in every method that takes pixels away


@dataclass(frozen=True)
class Completeness:
    """What integrated gradients promise: the numbers of all pixels add up to what the picture changes in the logit.

    `attributed` is their sum, `expected` the logit of the picture less that of a grey one.
    """

    attributed: float
    expected: float

    @property
    def error(self) -> float:
        """The difference of the two as a share of what was expected; 0 is exact."""
        return abs(self.attributed - self.expected) / max(abs(self.expected), 1e-6)


@dataclass(frozen=True)
class Attribution:
    """One number a place, (height, width) over the model's square input, of any resolution.

    Positive numbers speak for the class; negative ones, which not every method has, speak against it.
    """

    values: Values
    completeness: Completeness | None = None


class Method(Protocol):
    """One way to explain an answer.

    Attributes:
        name: on the command line and in addresses.
        title, note: for people, marked with `N_`: what it is called, and in a sentence what its colours mean.
        signed: whether it also says what speaks against the class.

    """

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def signed(self) -> bool: ...

    def compute(self, network: "Network", picture: Values, target: int) -> Attribution:
        """Explain the logit of class `target` for a picture, float32 (size, size, 3) from 0 to 255.

        Raises:
            InputError: the network has a layer that the method cannot go through.

        """

    def make_rough(self) -> "Method":
        """The same method with fewer passes through the network: to show something at once, and to compare networks."""
