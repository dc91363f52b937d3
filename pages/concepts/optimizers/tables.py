"""The numbers of the race as tables."""

from collections.abc import Sequence

import pandas as pd

from core.concepts.descent.optimizers import Step
from core.concepts.descent.race import Run
from core.i18n import _
from pages.concepts.optimizers.race import race


def numbers_of(step: Step) -> dict[str, float]:
    """One row of the table: what the rule kept and did, along x and along y."""
    kept = {
        "w": step.weights, "g": step.gradient, "m": step.m, "v": step.v, "m̂": step.m_hat, "v̂": step.v_hat,
        "Δ": step.step, "d": step.decay, "w⁺": step.after,
    }  # fmt: skip
    return {
        f"{sign} {axis}": float(values[i])
        for sign, values in kept.items()
        if values is not None
        for i, axis in enumerate("xy")
    }


def table_of_steps(run: Run) -> pd.DataFrame:
    return pd.DataFrame([{_("step"): step.t} | numbers_of(step) for step in run.steps])


def table_of_heights(runs: Sequence[Run]) -> pd.DataFrame:
    heights = {race.title_of(run.optimizer): pd.Series(run.losses) for run in runs}
    return pd.DataFrame(heights).rename_axis(_("step")).reset_index()
