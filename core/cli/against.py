"""A second model on the same pictures: which ones they disagree on, for the command `evaluate --against`."""

from dataclasses import asdict, dataclass
from itertools import islice

from core.cli.following import complete
from core.cli.output import print_lines, print_table
from core.data.datasets import Dataset
from core.data.index import Part
from core.errors import InputError
from core.evaluation.comparison.changed import Changes, find_changes
from core.evaluation.comparison.compare import format_p
from core.evaluation.evaluate import Predictions, load, read_rule
from core.i18n import N_, _
from core.inference.model import Model
from core.tasks.models import evaluate as task
from core.units import format_per_cent

SHOWN = 20  # pictures in the table for people; JSON has all
SAME = N_("A model is not compared with itself. Name another one with --against.")
GONE = N_("The evaluation of {model} was removed while it was read. Repeat it.")


@dataclass(frozen=True)
class Other:
    """The ids of both models, and what changes from the first to the second."""

    first: str
    second: str
    accuracy: float
    changes: Changes


def judge_other(model: Model, other: Model, dataset: Dataset, split: Part) -> Other:
    """Evaluate `other` on the split, on which `model` was evaluated, and compare them picture by picture.

    Raises:
        InputError: they are the same model, or the other one cannot be evaluated on these pictures.

    """
    if model.id == other.id:
        raise InputError(SAME)
    theirs = complete(task.start(other, dataset, split), lambda: _load(other, dataset, split))
    changes = find_changes(_load(model, dataset, split), theirs)
    return Other(model.id, other.id, theirs.get_report().summary.accuracy, changes)


def describe_other(other: Other | None) -> dict[str, object]:
    """What JSON says of it, under one key; nothing without another model."""
    if other is None:
        return {}
    changes = other.changes
    return {
        "against": {
            "run": other.second,
            "accuracy": other.accuracy,
            "shared": changes.shared,
            "both_right": changes.both_right,
            "only_first": len(changes.only_first),
            "only_second": len(changes.only_second),
            "both_wrong_differently": len(changes.neither),
            "test": "mcnemar_exact",
            "p": changes.p,
            "difference": changes.difference,
            "interval": changes.interval if changes.shared else None,
            "changed": [asdict(one) for one in (*changes.only_first, *changes.only_second, *changes.neither)],
        }
    }


def print_other(other: Other | None) -> None:
    """The comparison in two sentences, and the pictures with the most confident mistakes as a table."""
    if other is None:
        return
    changes, names = other.changes, {"first": other.first, "second": other.second}
    print()
    if not changes.shared:
        print_lines([_("{first} and {second} have no picture in common with the same label.").format(**names)])
        return
    low, high = changes.interval
    counts = _(
        "Of {shared} pictures {only_first} are right with {first} alone, {only_second} with {second} alone."
    ).format(
        shared=f"{changes.shared:,}", only_first=len(changes.only_first), only_second=len(changes.only_second), **names
    )
    test = _(
        "Accuracy of {second} minus that of {first}: {difference} points, 95% interval {low} to {high}; McNemar's exact"
        " test: p {p}."
    ).format(
        difference=f"{100 * changes.difference:+.1f}", low=f"{100 * low:+.1f}", high=f"{100 * high:+.1f}",
        p=format_p(changes.p), **names,
    )  # fmt: skip
    print_lines([counts, test])
    _print_pictures(changes, other)


def _print_pictures(changes: Changes, other: Other) -> None:
    differ = (*changes.only_first, *changes.only_second, *changes.neither)
    if not differ:
        return
    print()
    rows = [
        [
            one.path,
            one.true,
            f"{one.first} {format_per_cent(one.first_probability)}",
            f"{one.second} {format_per_cent(one.second_probability)}",
        ]
        for one in islice(differ, SHOWN)
    ]
    print_table([_("File"), _("True class"), other.first, other.second], rows)
    if len(differ) > SHOWN:
        print_lines([_("{n} more; --json has all.").format(n=f"{len(differ) - SHOWN:,}")])


def _load(model: Model, dataset: Dataset, split: Part) -> Predictions:
    predictions = load(model.evaluations, dataset.name, split)
    if predictions is None:
        raise InputError(GONE, model=model.id)
    return predictions.apply(read_rule(model, predictions.classes))
