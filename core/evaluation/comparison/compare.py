"""Compare runs: the differences of their specs, and whether one is significantly better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from core.data.index import Part
from core.evaluation.comparison.changed import find_changes
from core.evaluation.evaluate import Predictions, load
from core.evaluation.report.metrics import Report
from core.files import none_if_damaged
from core.i18n import N_, Message
from core.inference.decision import read_decision
from core.inference.run_model import RunModel
from core.intervals import compute_wilson_interval
from core.runs.folder import RunFolder
from core.specs.named_values import list_values
from core.specs.network import resolve_recipe
from core.specs.training_spec import HEAD_FIELDS, TrainingSpec

FEWEST, MOST = 2, 8  # runs; the lines of more could not be told apart in a chart
SIGNIFICANT = 0.05
SPLIT: Part = "test"


@dataclass(frozen=True)
class Judged:
    """A run's kept weights on one dataset's test split; a head has no best epoch: it ends when it has converged."""

    run_id: str
    spec: TrainingSpec
    best_epoch: int | None
    dataset: str
    predictions: Predictions

    @cached_property
    def report(self) -> Report:
        return self.predictions.get_report()

    @property
    def interval(self) -> tuple[float, float]:
        """95 % of the accuracy."""
        return compute_wilson_interval(int(self.report.confusion.trace()), self.report.n)


@dataclass(frozen=True)
class Pair:
    """Two runs on the `shared` pictures that both were evaluated on.

    `p` is from McNemar's exact test; `adjusted` is p after Holm's correction for the number of pairs compared.
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

    def explain(self, names: Mapping[str, str]) -> Message:
        """The result of the comparison in a sentence, with the runs' `names`."""
        first, second = names[self.first], names[self.second]
        values: dict[str, Any] = {"p": format_p(self.adjusted), "shared": f"{self.shared:,}"}
        if not self.shared:
            return Message(NOTHING_SHARED, {"first": first, "second": second})
        if not self.differ:
            counts = {"first": first, "second": second, "only_first": self.only_first, "only_second": self.only_second}
            return Message(WITHIN_CHANCE, values | counts)
        ahead = self.only_first > self.only_second
        better, worse = (first, second) if ahead else (second, first)
        more, fewer = sorted((self.only_first, self.only_second), reverse=True)
        return Message(BEYOND_CHANCE, values | {"better": better, "worse": worse, "more": more, "fewer": fewer})


NOTHING_SHARED = N_("{first} and {second} were evaluated on different pictures, so they cannot be compared.")
WITHIN_CHANCE = N_(
    "{first} and {second}: the difference is within chance. Of {shared} pictures only {first} got {only_first} right, "
    "only {second} {only_second}; p {p}."
)
BEYOND_CHANCE = N_(
    "{better} is better than {worse}, by more than chance. Of {shared} pictures only {better} got {more} right, only "
    "{worse} {fewer}; p {p}."
)


def load_judged(runs: Sequence[RunFolder], dataset: str | None = None) -> list[Judged]:
    """Read the runs' saved predictions on the test split of `dataset`, by default each run's own, as each decides.

    Raises:
        InputError: the threshold or the temperature that is kept with a run cannot be read, or does not suit it.

    """
    found = []
    for run in runs:
        spec, result = run.read_training_spec(), none_if_damaged(run.read_training_result)()
        name = dataset or spec.dataset
        predictions = load(run.evaluation, name, SPLIT)
        if predictions is not None and predictions.paths:
            decided = predictions.apply(read_decision(RunModel(run)))
            best = result.best_epoch if result and not spec.head_only else None
            found.append(Judged(run.run_id, spec, best, name, decided))
    return found


def find_common_dataset(runs: Sequence[RunFolder]) -> str | None:
    """A dataset on whose test split all the runs were evaluated, preferably one that was trained on, or None."""
    names = [{path.parent.name for path in run.evaluation.glob(f"*/{SPLIT}.npz")} for run in runs]
    shared = set.intersection(*names) if names else set()
    own = [run.read_training_spec().dataset for run in runs]
    return next((name for name in [*own, *sorted(shared)] if name in shared), None)


def find_differences(specs: Sequence[TrainingSpec]) -> dict[str, list[Any]]:
    """The fields in which the specs differ, each with the value of every spec; None where it has no effect.

    A field without effect on some specs is a difference if the others differ in it. Recipes of augmentation, an
    architecture's own included, are compared strength by strength.
    """
    fields = [_select_effective_values(spec) for spec in _write_out_recipes(specs)]
    names = list(dict.fromkeys(name for one in fields for name in one))
    values = {name: [one.get(name) for one in fields] for name in names}
    heeded = {name: [one[name] for one in fields if name in one] for name in names}
    return {name: row for name, row in values.items() if any(value != heeded[name][0] for value in heeded[name])}


def _write_out_recipes(specs: Sequence[TrainingSpec]) -> list[TrainingSpec]:
    """The specs with the strengths of their recipes written out, unless all use their architecture's own."""
    if all(spec.augmentation is None for spec in specs):
        return list(specs)
    return [spec.model_copy(update={"augmentation": resolve_recipe(spec)}) for spec in specs]


def _select_effective_values(spec: TrainingSpec) -> dict[str, Any]:
    fields = list_values(spec)
    return {name: fields[name] for name in HEAD_FIELDS} if spec.head_only else fields


def compare_pairs(contestants: Sequence[Judged]) -> list[Pair]:
    """Compare every two runs on the pictures that both were evaluated on."""
    found = [_compare_pair(first, second) for first, second in combinations(contestants, 2)]
    adjusted = adjust_by_holm([pair.p for pair in found])
    return [replace(pair, adjusted=value) for pair, value in zip(found, adjusted, strict=True)]


def _compare_pair(first: Judged, second: Judged) -> Pair:
    if first.dataset != second.dataset:
        return Pair(first.run_id, second.run_id, 0, 0, 0, 1.0, 1.0)
    found = find_changes(first.predictions, second.predictions)
    counts = (found.shared, len(found.only_first), len(found.only_second))
    return Pair(first.run_id, second.run_id, *counts, found.p, found.p)


def adjust_by_holm(p: Sequence[float]) -> list[float]:
    """The p-values after Holm's correction for multiple tests.

    Source: S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979) 65-70.
    """
    adjusted, highest = [0.0] * len(p), 0.0
    for rank, place in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        highest = max(highest, min(1.0, (len(p) - rank) * p[place]))
        adjusted[place] = highest
    return adjusted


def format_p(p: float) -> str:
    """The value with its sign, to follow a "p"."""
    return "< 0.001" if p < 0.001 else f"= {p:.2g}" if p < 0.1 else f"= {p:.2f}"


def list_common_classes(contestants: Sequence[Judged]) -> tuple[str, ...]:
    """The classes that all the runs tell apart; empty if they differ."""
    found = {one.report.classes for one in contestants}
    return found.pop() if len(found) == 1 else ()


def tabulate(contestants: Sequence[Judged], positive: str | None = None) -> list[dict[str, Any]]:
    """A row a run for a CSV file: its test metrics with the interval, and the fields in which the specs differ.

    `positive` is the class that precision, recall and F1 are of; see `Report.compute_scores`.
    """
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
            **_list_scores(one.report, positive),
            "loss": one.report.summary.loss,
            **{name: values[place] for name, values in settings.items()},
        }
        for place, one in enumerate(contestants)
    ]


def _list_scores(report: Report, positive: str | None) -> dict[str, float | None]:
    scores = report.compute_scores(positive)
    return {"precision": scores.precision, "recall": scores.recall, "f1": scores.f1}
