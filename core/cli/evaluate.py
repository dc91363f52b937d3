"""`evaluate`: the metrics of a model on one split."""

from argparse import Namespace

from core.cli.arguments import Parser
from core.cli.following import complete
from core.cli.output import format_per_cent, print_json, print_pairs, print_table
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Split
from core.errors import InputError
from core.evaluation.evaluate import load
from core.evaluation.metrics import Report
from core.i18n import N_, _
from core.inference.model import Model
from core.inference.models import find_model
from core.tasks import evaluate as task


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    parser.add_argument("--dataset", metavar="NAME", help=_("another dataset with the same classes"))
    parser.add_argument("--split", default="test", choices=("train", "val", "test"))
    parser.set_action(evaluate)


def evaluate(args: Namespace) -> None:
    model = find_model(args.model)
    dataset = datasets.load(args.dataset or _find_own_dataset(model))
    report = complete(task.start(model, dataset, args.split), lambda: _load_report(model, dataset, args.split))
    if args.json:
        print_json({"run": model.id, "dataset": dataset.name, "split": args.split, **_to_json(report)})
    else:
        _print(report)


def _load_report(model: Model, dataset: Dataset, split: Split) -> Report:
    predictions = load(model.evaluations, dataset.name, split)
    if predictions is None:
        raise InputError(N_("The evaluation of {model} was removed while it was read. Repeat it."), model=model.id)
    return predictions.get_report()


def _find_own_dataset(model: Model) -> str:
    if model.training is None:
        raise InputError(
            N_("{model} was not trained on a dataset of this workspace. Name one with --dataset."), model=model.id
        )
    return model.training.dataset


def _to_json(report: Report) -> dict[str, object]:
    return {
        **report.summary.model_dump(),
        "balanced_accuracy": report.balanced_accuracy,
        "n": report.n,
        "classes": list(report.classes),
        "confusion_matrix": report.confusion.tolist(),
        "per_class": {
            row.label: {"precision": row.precision, "recall": row.recall, "f1": row.f1, "support": row.support}
            for row in report.per_class
        },
    }


def _print(report: Report) -> None:
    summary = report.summary
    print_pairs(
        {
            _("Pictures"): report.n,
            _("Accuracy"): format_per_cent(summary.accuracy),
            _("Precision"): format_per_cent(summary.precision),
            _("Recall"): format_per_cent(summary.recall),
            "F1": format_per_cent(summary.f1),
            _("Loss"): f"{summary.loss:.4f}",
        }
    )
    print()
    rows = (
        [row.label, *map(format_per_cent, (row.precision, row.recall, row.f1)), row.support] for row in report.per_class
    )
    print_table([_("Class"), _("Precision"), _("Recall"), "F1", _("Pictures")], rows)
