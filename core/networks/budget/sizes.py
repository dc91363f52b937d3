"""The size of any network, whether it is described layer by layer or by the shape of a Transformer."""

from dataclasses import dataclass

from core.networks.budget.budget import COPIES, TRAINING_BYTES, USE_BYTES, WEIGHT_BYTES, Budget
from core.networks.budget.transformers import TransformerShape

TRAINING_COPIES = COPIES * WEIGHT_BYTES  # bytes a parameter that learns: itself, its gradient, Adam's two moments


@dataclass(frozen=True)
class Size:
    """Of one network, an example being a picture, or a token in a text of full length; `macs` are of one example.

    `learning_macs` are those through which the gradient goes back: of a pretrained network of which only a part learns
    the layers from the first that does. The memory in bytes is by precision.
    """

    parameters: int
    macs: float
    learning_macs: float
    activations: float
    training_bytes: dict[str, float]
    use_bytes: dict[str, float]


def measure_pictures(budget: Budget, batch_size: int) -> Size:
    """Of a network for pictures, trained in batches of that size."""
    held = budget.parameters
    return Size(
        held.trainable + held.frozen,
        budget.macs,
        budget.learning_macs,
        budget.activations,
        {name: float(budget.count_training_bytes(batch_size, name)) for name in TRAINING_BYTES},
        {name: budget.count_use_bytes(name) for name in USE_BYTES},
    )


def measure_transformer(shape: TransformerShape) -> Size:
    """Of a Transformer at its full length; training holds the numbers of one text, and weights with Adam's moments."""
    parameters, tokens = shape.count_parameters(), shape.positions
    activations = shape.count_activations(tokens)
    macs = shape.count_macs(tokens) / tokens
    return Size(
        parameters,
        macs,
        macs,
        activations / tokens,
        {name: float(parameters * TRAINING_COPIES + 2 * activations * size) for name, size in TRAINING_BYTES.items()},
        {name: float(parameters * size) for name, size in USE_BYTES.items()},
    )
