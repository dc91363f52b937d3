"""Claim: of 30 designs, the time of a training step is foretold with a median error under 20 %, memory under 15 %.

    python -m benchmarks.cost_model [--fit 16] [--designs 30]

The model is measured on some designs, as `budget --measure` does, and then foretells others that it has not seen; each
is measured in a process of its own. On a machine that does other work beside, the errors are those of its other work.
"""

import argparse
import sys
from statistics import median

from core.networks.budget.time_model import CostModel, Measured, fit
from core.training.cost.measure_all import measure_apart

FIRST_UNSEEN = 1000  # seeds from here on are of designs that no model is measured on
LIMITS = {"step": 0.20, "prediction": 0.20, "memory": 0.15}


def compute_errors(model: CostModel, one: Measured) -> dict[str, float]:
    """The relative error of each of the three for a design."""
    said = {
        "step": (model.predict_step_seconds(one.budget, one.batch_size), one.step_seconds),
        "prediction": (model.predict_use_seconds(one.budget), one.predict_seconds),
        "memory": (model.predict_peak_bytes(one.budget, one.batch_size), one.peak_bytes),
    }
    return {name: abs(foretold - took) / took for name, (foretold, took) in said.items()}


def main(args: argparse.Namespace) -> int:
    model = fit([measure_apart(seed) for seed in range(args.fit)])
    print(
        f"left out in turn: {model.error_of_step:.1%}, {model.error_of_use:.1%}, {model.error_of_memory:.1%}",
        flush=True,
    )
    found: dict[str, list[float]] = {name: [] for name in LIMITS}
    for seed in range(FIRST_UNSEEN, FIRST_UNSEEN + args.designs):
        one = measure_apart(seed)
        errors = compute_errors(model, one)
        for name, error in errors.items():
            found[name].append(error)
        told = ", ".join(f"{name} {error:.1%}" for name, error in errors.items())
        took = f"{1000 * one.step_seconds:.0f} ms a step, {one.peak_bytes / 2**20:.0f} MB"
        print(f"{seed}: {took}; off by {told}", flush=True)
    for name, errors_of in found.items():
        print(f"{name}: median error {median(errors_of):.1%}; claimed: under {LIMITS[name]:.0%}")
    return int(any(median(errors_of) >= LIMITS[name] for name, errors_of in found.items()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--fit", type=int, default=16)
    parser.add_argument("--designs", type=int, default=30)
    sys.exit(main(parser.parse_args()))
