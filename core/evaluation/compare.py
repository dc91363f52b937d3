"""Runs beside each other: what differs in their specs, and whether one is better by more than chance."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from core.evaluation.evaluate import Predictions, load
from core.evaluation.metrics import Report
from core.files import none_if_damaged
from core.i18n import N_, Message
from core.intervals import wilson
from core.runs.folder import RunFolder
from core.specs.named_values import values_by_name
from core.specs.network import resolve_recipe
from core.specs.training_spec import TrainingSpec

FEWEST, MOST = 2, 8  # runs; with more, nobody tells the lines of a chart apart
SIGNIFICANT = 0.05
HEAD_HEEDS = ("dataset", "architecture", "trainable", "image_size", "device")  # all that a head alone takes note of
SPLIT = "test"


@dataclass(frozen=True)
class Judged:
    """A run's best weights on one dataset's test split."""

    run_id: str
    spec: TrainingSpec
    best_epoch: int | None
    dataset: str
    predictions: Predictions

    @cached_property
    def report(self) -> Report:
        return self.predictions.report()

    @cached_property
    def right(self) -> Mapping[str, bool]:
        """Whether each picture was recognised."""
        hits = self.predictions.probabilities.argmax(axis=1) == self.predictions.labels
        return dict(zip(self.predictions.paths, hits.tolist(), strict=True))

    @property
    def interval(self) -> tuple[float, float]:
        """95 % of the accuracy."""
        return wilson(sum(self.right.values()), len(self.right))


@dataclass(frozen=True)
class Pair:
    """Two runs on the `shared` pictures that both were judged on.

    `p` is of McNemar's exact test; `adjusted` is it after Holm's correction for the number of pairs that are compared.
    """

    first: str
    second: str
    shared: int
    only_first: int
    only_second: int
    p: float
    adjusted: float

    @property
    def differ(self) -> bool:
        return self.adjusted < SIGNIFICANT

    def verdict(self, names: Mapping[str, str]) -> Message:
        """In a sentence; `names` are what the runs are called there."""
        first, second = names[self.first], names[self.second]
        values: dict[str, Any] = {"p": readable_p(self.adjusted), "shared": f"{self.shared:,}"}
        if not self.shared:
            return Message(NOTHING_SHARED, {"first": first, "second": second})
        if not self.differ:
            counts = {"first": first, "second": second, "only_first": self.only_first, "only_second": self.only_second}
            return Message(WITHIN_CHANCE, values | counts)
        ahead = self.only_first > self.only_second
        better, worse = (first, second) if ahead else (second, first)
        more, fewer = sorted((self.only_first, self.only_second), reverse=True)
        return Message(BEYOND_CHANCE, values | {"better": better, "worse": worse, "more": more, "fewer": fewer})


NOTHING_SHARED = N_("{first} and {second} were judged on different pictures, so nothing can be said about them.")
WITHIN_CHANCE = N_(
    "{first} and {second}: the difference is within chance. Of {shared} pictures only {first} got {only_first} right, "
    "only {second} {only_second}; p {p}."
)
BEYOND_CHANCE = N_(
    "{better} is better than {worse}, by more than chance. Of {shared} pictures only {better} got {more} right, only "
    "{worse} {fewer}; p {p}."
)


def load_judged(runs: Sequence[RunFolder], dataset: str | None = None) -> list[Judged]:
    """Read what is kept of the runs that were evaluated on the test split of `dataset`, by default each on its own."""
    found = []
    for run in runs:
        spec, result = run.spec(), none_if_damaged(run.result)()
        name = dataset or spec.dataset
        predictions = load(run.evaluation, name, SPLIT)
        if predictions is not None and predictions.paths:
            found.append(Judged(run.run_id, spec, result.best_epoch if result else None, name, predictions))
    return found


def find_common_dataset(runs: Sequence[RunFolder]) -> str | None:
    """A dataset on whose test split all the runs were evaluated, preferably one that was trained on, or None."""
    names = [{path.parent.name for path in run.evaluation.glob(f"*/{SPLIT}.npz")} for run in runs]
    shared = set.intersection(*names) if names else set()
    own = [run.spec().dataset for run in runs]
    return next((name for name in [*own, *sorted(shared)] if name in shared), None)


def find_differences(specs: Sequence[TrainingSpec]) -> dict[str, list[Any]]:
    """The fields in which the specs differ, each with the value of every one; None where it changes nothing.

    A field that some take no note of is a difference if the others differ in it. Recipes of augmentation are held
    against each other strength by strength, an architecture's own among them.
    """
    fields = [_values_in_effect(spec) for spec in _with_recipes(specs)]
    names = list(dict.fromkeys(name for one in fields for name in one))
    values = {name: [one.get(name) for one in fields] for name in names}
    heeded = {name: [one[name] for one in fields if name in one] for name in names}
    return {name: row for name, row in values.items() if any(value != heeded[name][0] for value in heeded[name])}


def _with_recipes(specs: Sequence[TrainingSpec]) -> list[TrainingSpec]:
    """The specs with the strengths of their recipes written out, unless all of them leave it to the architecture."""
    if all(spec.augmentation is None for spec in specs):
        return list(specs)
    return [spec.model_copy(update={"augmentation": resolve_recipe(spec)}) for spec in specs]


def _values_in_effect(spec: TrainingSpec) -> dict[str, Any]:
    fields = values_by_name(spec)
    return {name: fields[name] for name in HEAD_HEEDS} if spec.head_only else fields


def compare_pairs(contestants: Sequence[Judged]) -> list[Pair]:
    """Compare every two runs on the pictures that both were evaluated on."""
    found = [_pair(first, second) for first, second in combinations(contestants, 2)]
    adjusted = holm([pair.p for pair in found])
    return [replace(pair, adjusted=value) for pair, value in zip(found, adjusted, strict=True)]


def _pair(first: Judged, second: Judged) -> Pair:
    same = first.right.keys() & second.right.keys() if first.dataset == second.dataset else set()
    only_first = sum(first.right[path] and not second.right[path] for path in same)
    only_second = sum(second.right[path] and not first.right[path] for path in same)
    p = mcnemar(only_first, only_second)
    return Pair(first.run_id, second.run_id, len(same), only_first, only_second, p, p)


def mcnemar(only_first: int, only_second: int) -> float:
    """How probable it is that two equally good models differ as much as this, or more, on the same pictures.

    Exact and two-sided: pictures that both got right, or both wrong, say nothing about a difference, and each of the
    others is a fair coin if there is none.

    Source: Q. McNemar, Note on the sampling error of the difference between correlated proportions or percentages,
    Psychometrika 12 (1947) 153-157.
    """
    n = only_first + only_second
    tail = sum(math.comb(n, k) for k in range(min(only_first, only_second) + 1))
    return min(1.0, 2 * tail / (1 << n))


def holm(p: Sequence[float]) -> list[float]:
    """The p-values as they count when so many questions are asked at once.

    Source: S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979) 65-70.
    """
    adjusted, highest = [0.0] * len(p), 0.0
    for rank, place in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        highest = max(highest, min(1.0, (len(p) - rank) * p[place]))
        adjusted[place] = highest
    return adjusted


def readable_p(p: float) -> str:
    """With its sign, as it stands behind a p."""
    return "< 0.001" if p < 0.001 else f"= {p:.2g}" if p < 0.1 else f"= {p:.2f}"


def tabulate(contestants: Sequence[Judged]) -> list[dict[str, Any]]:
    """A row a run for a CSV file: its test metrics with the interval, and the fields in which the specs differ."""
    settings = find_differences([one.spec for one in contestants])
    return [
        {
            "run": one.run_id,
            "dataset": one.dataset,
            "pictures": one.report.n,
            "best_epoch": one.best_epoch,
            "accuracy": one.report.summary.accuracy,
            "accuracy_low": one.interval[0],
            "accuracy_high": one.interval[1],
            **one.report.summary.model_dump(exclude={"accuracy"}),
            **{name: values[place] for name, values in settings.items()},
        }
        for place, one in enumerate(contestants)
    ]
