"""Optuna behind three verbs: ask for values, report an epoch, tell how a trial ended. Only the worker loads it.

Optuna and not our own sampler: TPE, Hyperband and fANOVA are there, tested by many, in one package without a server.
Its storage stays in memory, since its journals are unsafe on network disks; `search.json` rebuilds it.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.study import StudyDirection
from optuna.trial import TrialState

from core.search.compared import FEWEST, Compared, count_soonest
from core.search.trials import Importance, Trial, compute_score
from core.specs.search.search_spec import SearchSpec
from core.specs.search.space import Dimension, Value

MAXIMIZE, MINIMIZE = StudyDirection.MAXIMIZE, StudyDirection.MINIMIZE
NAME = "search"  # from which Hyperband draws a trial's bracket: one of its own at random would repeat nothing
FIRST = 8  # trials by chance, before the sampler learns from them
REDUCTION = 3
RESAMPLED = 12  # times, for the uncertainty of an importance


class Study:
    """The study of one search; `known` are the trials that an earlier worker has left."""

    def __init__(self, spec: SearchSpec, known: Sequence[Trial]) -> None:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._spec = spec
        self._distributions = {name: _build_distribution(one) for name, one in spec.space.root.items()}
        self._study = optuna.create_study(
            study_name=NAME,
            directions=[MAXIMIZE] if spec.second == "none" else [MAXIMIZE, MINIMIZE],
            sampler=_build_sampler(spec, len(known)),
            pruner=_build_pruner(spec),
        )
        self._asked: dict[int, optuna.Trial] = {}
        for trial in known:
            self._take_back(trial)

    def ask(self, number: int, values: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """The values of a new trial: those that are given, or what the sampler finds worth trying."""
        if values:
            self._study.enqueue_trial(dict(values))
        self._asked[number] = self._study.ask(self._distributions)
        return dict(self._asked[number].params)

    def should_stop(self, number: int, curve: Sequence[float]) -> bool:
        """Whether the trial lags behind others after the epochs of its curve."""
        if self._spec.second != "none" or not self._spec.stops_early:
            return False
        asked = self._asked[number]
        for epoch in range(1, len(curve) + 1):
            accuracy = compute_score(curve[:epoch])
            if math.isfinite(accuracy) and epoch not in self._study.trials[asked.number].intermediate_values:
                asked.report(accuracy, epoch)
        return bool(asked.should_prune())

    def tell(self, trial: Trial) -> None:
        """How the trial ended; one that was stopped counts with what it had reached."""
        asked = self._asked.pop(trial.number)
        if trial.state == "failed" or trial.val_accuracy is None:
            self._study.tell(asked, state=TrialState.FAIL)
        elif trial.state == "stopped" and self._spec.second == "none":
            self._study.tell(asked, state=TrialState.PRUNED)
        else:
            self._study.tell(asked, self._list_values(trial))

    def compute_importance(self, compared: Compared) -> dict[str, Importance]:
        """How much each setting explains of the scores, from resampled trials; nothing of too few."""
        if len(compared.trials) < FEWEST or len(set(compared.scores)) == 1:
            return {}
        random = np.random.default_rng(self._spec.seed)
        count = len(compared.trials)
        shares = [self._compute_shares(compared, random.integers(0, count, count), seed) for seed in range(RESAMPLED)]
        return {
            name: Importance(
                mean=float(np.mean(values)), low=float(np.quantile(values, 0.05)), high=float(np.quantile(values, 0.95))
            )
            for name in self._distributions
            if (values := [one.get(name, 0.0) for one in shares])
        }

    def _compute_shares(self, compared: Compared, drawn: np.ndarray, seed: int) -> dict[str, float]:
        if len({compared.scores[n] for n in drawn}) == 1:
            return {}
        study = optuna.create_study(direction="maximize")
        for n in drawn:
            study.add_trial(
                optuna.trial.create_trial(
                    params=self._as_params(compared.trials[n]),
                    distributions=self._distributions,
                    value=compared.scores[n],
                )
            )
        evaluator = optuna.importance.FanovaImportanceEvaluator(n_trees=32, seed=seed)
        return dict(optuna.importance.get_param_importances(study, evaluator=evaluator))

    def _take_back(self, trial: Trial) -> None:
        """A trial of an earlier worker: one that is still at work is asked for anew with the same values."""
        if trial.state == "running":
            self.ask(trial.number, self._as_params(trial))
            return
        if trial.val_accuracy is None or trial.state == "failed":
            return
        stopped = trial.state == "stopped" and self._spec.second == "none"
        self._study.add_trial(
            optuna.trial.create_trial(
                state=TrialState.PRUNED if stopped else TrialState.COMPLETE,
                params=self._as_params(trial),
                distributions=self._distributions,
                values=None if stopped else self._list_values(trial),
                intermediate_values={
                    epoch: compute_score(trial.curve[:epoch]) for epoch in range(1, len(trial.curve) + 1)
                },
            )
        )

    def _as_params(self, trial: Trial) -> dict[str, Any]:
        return {name: trial.values[name] for name in self._distributions}

    def _list_values(self, trial: Trial) -> list[float]:
        values = [compute_score(trial.curve) if trial.curve else float(trial.val_accuracy or 0.0)]
        if self._spec.second != "none":
            values.append(float(getattr(trial, self._spec.second) or 0.0))
        return values


def _build_distribution(one: Dimension) -> BaseDistribution:
    if one.choices:
        return CategoricalDistribution(one.choices)
    assert one.low is not None
    assert one.high is not None
    if one.whole:
        return IntDistribution(round(one.low), round(one.high), log=one.log)
    return FloatDistribution(one.low, one.high, log=one.log)


def _build_sampler(spec: SearchSpec, known: int) -> optuna.samplers.BaseSampler:
    """A search that goes on draws otherwise than it did at its beginning."""
    seed = spec.seed + known
    if spec.sampler == "random":
        return optuna.samplers.RandomSampler(seed=seed)
    return optuna.samplers.TPESampler(seed=seed, n_startup_trials=FIRST, multivariate=True, constant_liar=True)


def _build_pruner(spec: SearchSpec) -> optuna.pruners.BasePruner:
    """Hyperband (Li et al. 2016, arXiv:1603.06560) over epochs; too few of them leave nothing to stop early."""
    epochs = spec.base.epochs
    if not spec.stops_early or epochs < REDUCTION:
        return optuna.pruners.NopPruner()
    return optuna.pruners.HyperbandPruner(
        min_resource=count_soonest(epochs), max_resource=epochs, reduction_factor=REDUCTION
    )
