"""The budget of an architecture: a row a layer, its totals, and the memory for training and for one prediction.

budget = compute_budget(describe("article", 224, 2))
budget.parameters.trainable, budget.macs, budget.activations
budget.count_training_bytes(batch_size=32, precision="mixed_bfloat16")
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.networks.architecture import IMAGE, Architecture, summarize
from core.networks.budget.operations import count_macs
from core.networks.budget.receptive_field import ReceptiveField, follow
from core.networks.layers import Parameters, Shape

TRAINING_BYTES: Mapping[str, int] = {"float32": 4, "mixed_bfloat16": 2}  # a number of a layer's output, by precision
USE_BYTES: Mapping[str, int] = {"float32": 4, "float16": 2, "int8": 1}
WEIGHT_BYTES = 4  # weights, gradients and moments stay in float32 under a mixed precision
COPIES = 4  # a number that learns: itself, its gradient, and Adam's two moments


@dataclass(frozen=True)
class LayerBudget:
    """One layer, for one picture; `activations` is how many numbers it gives, `field` what one of them sees."""

    name: str
    kind: str
    output_shape: Shape
    parameters: Parameters
    macs: int
    activations: int
    field: ReceptiveField
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Budget:
    """All layers of a network for pictures of one size."""

    image_size: int
    rows: tuple[LayerBudget, ...]

    @property
    def parameters(self) -> Parameters:
        held = [row.parameters for row in self.rows]
        return Parameters(sum(one.trainable for one in held), sum(one.frozen for one in held))

    @property
    def macs(self) -> int:
        return sum(row.macs for row in self.rows)

    @property
    def learning_macs(self) -> int:
        """Of the layers from the first that learns: what lies before needs no gradient."""
        first = next((place for place, row in enumerate(self.rows) if row.parameters.trainable), len(self.rows))
        return sum(row.macs for row in self.rows[first:])

    @property
    def activations(self) -> int:
        return sum(row.activations for row in self.rows)

    def count_training_bytes(self, batch_size: int, precision: str) -> int:
        """Weights with gradients and Adam's moments, and every output with its gradient; not what a framework takes."""
        held = self.parameters
        weights = (held.trainable * COPIES + held.frozen) * WEIGHT_BYTES
        return weights + 2 * self.activations * batch_size * TRAINING_BYTES[precision]

    def count_use_bytes(self, precision: str) -> int:
        """Weights, and the outputs that must be there at once when one picture goes through."""
        held = self.parameters
        return (held.trainable + held.frozen + self.count_most_alive()) * USE_BYTES[precision]

    def count_most_alive(self) -> int:
        """The most numbers that are needed at one moment: an output lives until the last layer that reads it."""
        last = {name: place for place, row in enumerate(self.rows) for name in row.inputs}
        alive, most = {IMAGE: 3 * self.image_size**2}, 0
        for place, row in enumerate(self.rows):
            alive[row.name] = row.activations
            most = max(most, sum(alive.values()))
            alive = {name: size for name, size in alive.items() if last.get(name, place) > place}
        return most


def compute_budget(architecture: Architecture) -> Budget:
    """The budget for pictures of the architecture's size, without augmentation."""
    size = architecture.image_size
    shapes: dict[str, Shape] = {IMAGE: (size, size, 3)}
    fields = {IMAGE: ReceptiveField()}
    rows = []
    for node, row in zip(architecture.nodes, summarize(architecture), strict=True):
        into = shapes[node.inputs[0]]
        shapes[node.name] = row.output_shape
        fields[node.name] = follow(node.layer, [fields[name] for name in node.inputs], into, size)
        rows.append(
            LayerBudget(
                row.name, row.kind, row.output_shape, row.parameters, count_macs(node.layer, into, row.output_shape),
                row.outputs, fields[node.name], node.inputs,
            )
        )  # fmt: skip
    return Budget(size, tuple(rows))
