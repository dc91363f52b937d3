"""Logistic regression with an L2 penalty: the loss, the method and the tolerances of scikit-learn, without its import.

That takes 76 MB and more than a second; the method alone, SciPy's L-BFGS, half of both, when it is first needed.

Usage:
    weights, biases = fit_logistic(rows, labels, strength=100.0, most_steps=300)   # (classes, d), (classes,)
    logits = rows @ weights.T + biases
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]

STEEPEST = 1e-4  # slope of the mean loss at which it counts as least
SMALLEST = 64 * np.finfo(float).eps  # share by which a step must make it smaller
MOST_TRIES = 50  # at the length of a step


def fit_logistic(rows: Array, labels: Labels, strength: float, most_steps: int) -> tuple[Array, Array]:
    """The weights (classes, d) and biases (classes,) with which rows (n, d) get the labels (n,).

    The sum of all cross-entropies is made least, with half the squares of all weights, divided by `strength`, added.
    Labels count from 0, with none left out; of two classes the first has weights and a bias of 0.
    """
    from scipy.optimize import minimize  # takes half a second to import

    classes = int(labels.max()) + 1
    loss = _Loss(rows, labels, penalty=1 / (strength * len(rows)))
    least = minimize(
        loss.of_two if classes == 2 else loss.of_many,
        loss.start(outputs=1 if classes == 2 else classes),
        method="L-BFGS-B",
        jac=True,
        options={"maxiter": most_steps, "maxls": MOST_TRIES, "gtol": STEEPEST, "ftol": SMALLEST},
    )
    weights, biases = loss.split(least.x)
    if classes == 2:
        return np.vstack([np.zeros_like(weights), weights]), np.concatenate([[0.0], biases])
    return weights, biases


@dataclass(frozen=True)
class _Loss:
    """The mean cross-entropy with its penalty, as a function of all weights and biases in one row."""

    rows: Array
    labels: Labels
    penalty: float

    def start(self, outputs: int) -> Array:
        return np.zeros(outputs * (self.rows.shape[1] + 1))

    def split(self, flat: Array) -> tuple[Array, Array]:
        """The weights (outputs, d) and the biases (outputs,)."""
        table = flat.reshape(-1, self.rows.shape[1] + 1)
        return table[:, :-1], table[:, -1]

    def of_two(self, flat: Array) -> tuple[float, Array]:
        """With one logit z, that of the second class: log(1 + exp z) - y z."""
        weights, biases = self.split(flat)
        logits = self.rows @ weights[0] + biases[0]
        losses = np.logaddexp(0, logits) - self.labels * logits
        slopes = np.exp(-np.logaddexp(0, -logits)) - self.labels
        return self._add_penalty(float(losses.mean()), slopes[:, None], weights)

    def of_many(self, flat: Array) -> tuple[float, Array]:
        """With a logit a class: the logarithm of the sum of their exponentials, less the true one."""
        weights, biases = self.split(flat)
        logits = self.rows @ weights.T + biases
        logits -= logits.max(axis=1, keepdims=True)
        powers, true = np.exp(logits), (np.arange(len(self.labels)), self.labels)
        sums = powers.sum(axis=1, keepdims=True)
        slopes = powers / sums
        slopes[true] -= 1
        return self._add_penalty(float((np.log(sums[:, 0]) - logits[true]).mean()), slopes, weights)

    def _add_penalty(self, loss: float, slopes: Array, weights: Array) -> tuple[float, Array]:
        """The value, and the gradient that follows from the slopes (n, outputs) of the losses in the logits."""
        slopes = slopes / len(self.rows)
        value = loss + self.penalty / 2 * float((weights**2).sum())
        gradient = np.column_stack([slopes.T @ self.rows + self.penalty * weights, slopes.sum(axis=0)])
        return value, gradient.ravel()
