"""Time and memory from a budget, by a model that was measured on this machine: so much an operation, so much a number.

    model = fit([Measured(budget, batch_size, ...), ...])
    model.predict_step_seconds(budget, batch_size=32), model.error_of_step

The terms are what a processor spends time on: multiplications of convolutions, of depthwise ones, weights that are read
and updated, numbers written and read again, and a fixed price a layer and a call. None is negative. The error that is
told is that of designs which were left out of the fit, each in turn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from core.networks.budget.budget import Budget

Row = npt.NDArray[np.float64]
FEWEST = 6  # designs of which a model is made


@dataclass(frozen=True)
class Measured:
    """What one design took: a training step, one prediction, and the most memory of the whole process."""

    budget: Budget
    batch_size: int
    step_seconds: float
    predict_seconds: float
    peak_bytes: float


class CostModel(BaseModel):
    """`costs.json` of the site: a factor a term, and the median relative error of each of the three."""

    model_config = ConfigDict(frozen=True)

    step: tuple[float, ...]
    use: tuple[float, ...]
    memory: tuple[float, ...]
    error_of_step: float
    error_of_use: float
    error_of_memory: float
    designs: int

    def predict_step_seconds(self, budget: Budget, batch_size: int) -> float:
        return float(np.dot(self.step, describe_work(budget, batch_size)))

    def predict_use_seconds(self, budget: Budget) -> float:
        return float(np.dot(self.use, describe_work(budget, 1)))

    def predict_peak_bytes(self, budget: Budget, batch_size: int) -> float:
        return float(np.dot(self.memory, describe_memory(budget, batch_size)))


def describe_work(budget: Budget, batch_size: int) -> Row:
    """The terms of time for a batch."""
    depthwise = sum(row.macs for row in budget.rows if row.kind == "DepthwiseConv2D")
    weights = budget.parameters.trainable + budget.parameters.frozen
    return np.array(
        [
            batch_size * (budget.macs - depthwise), batch_size * depthwise, weights, batch_size * budget.activations,
            len(budget.rows), 1,
        ],
        float,
    )  # fmt: skip


def describe_memory(budget: Budget, batch_size: int) -> Row:
    """The terms of memory: weights, outputs of a batch, and what there is without any network."""
    return np.array([budget.parameters.trainable, batch_size * budget.activations, 1], float)


def fit(measured: Sequence[Measured]) -> CostModel:
    """The model of what was measured; at least `FEWEST` designs."""
    work = np.stack([describe_work(one.budget, one.batch_size) for one in measured])
    use = np.stack([describe_work(one.budget, 1) for one in measured])
    memory = np.stack([describe_memory(one.budget, one.batch_size) for one in measured])
    step_seconds, use_seconds, peaks = (
        np.array([getattr(one, name) for one in measured]) for name in ("step_seconds", "predict_seconds", "peak_bytes")
    )
    return CostModel(
        step=tuple(_fit(work, step_seconds)), use=tuple(_fit(use, use_seconds)), memory=tuple(_fit(memory, peaks)),
        error_of_step=_measure_error(work, step_seconds), error_of_use=_measure_error(use, use_seconds),
        error_of_memory=_measure_error(memory, peaks), designs=len(measured),
    )  # fmt: skip


def _fit(rows: Row, values: Row) -> Row:
    """Factors of 0 or more with the least sum of squared relative errors; a factor of 10 too fast counts like it."""
    # Imported here: whoever reads a model, as pages and commands do, needs no solver.
    from scipy.optimize import nnls

    relative = rows / values[:, None]
    scale = np.maximum(relative.max(axis=0), 1e-300)  # so that terms of billions and of ones are alike to the solver
    factors, _residual = nnls(relative / scale, np.ones(len(values)))
    found: Row = factors / scale
    return found


def _measure_error(rows: Row, values: Row) -> float:
    """The median relative error of each value by a fit of all others."""
    return median(compute_errors(rows, values, _fit))


def compute_errors(rows: Row, values: Row, solve: Callable[[Row, Row], Row]) -> list[float]:
    errors = []
    for left_out in range(len(values)):
        others = np.arange(len(values)) != left_out
        said = float(rows[left_out] @ solve(rows[others], values[others]))
        errors.append(abs(said - values[left_out]) / values[left_out])
    return errors
