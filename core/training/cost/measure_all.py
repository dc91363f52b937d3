"""The work of measuring this machine: a process a design, then a model of what they took."""

import json
import os
import subprocess
import sys
from pathlib import Path

from core.jobs.worker.context import JobContext
from core.networks.budget.budget import compute_budget
from core.networks.budget.time_model import Measured, fit
from core.networks.design.lowering import lower
from core.networks.design.samples import draw_sample
from core.runs.foretold.cost_model import save_cost_model
from core.runs.kind import ENVIRONMENT
from core.tasks.networks.measure_costs import MeasureRequest

ROOT = Path(__file__).parents[3]
CLASSES = 2


def work(context: JobContext[MeasureRequest]) -> None:
    """Measure and keep the model; nothing is kept of a measurement that was cancelled."""
    context.phases.enter("measuring_costs")
    found = []
    for seed in range(context.spec.designs):
        context.cancel.raise_if_cancelled()
        found.append(measure_apart(seed))
        context.phases.progress(seed + 1, context.spec.designs)
    save_cost_model(fit(found))


def measure_apart(seed: int) -> Measured:
    """The sample of that seed, measured in a process of its own, with the environment that trainings have."""
    command = [sys.executable, "-m", "core.training.cost.measure_one", str(seed)]
    said = subprocess.run(
        command, cwd=ROOT, env=os.environ | dict(ENVIRONMENT), capture_output=True, text=True, check=True
    ).stdout
    sample = draw_sample(seed)
    budget = compute_budget(lower(sample.design, sample.image_size, CLASSES).architecture)
    return Measured(budget, sample.batch_size, **json.loads(said.strip().splitlines()[-1]))
