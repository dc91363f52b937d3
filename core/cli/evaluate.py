"""`evaluate`: the metrics of a model on one split."""

from argparse import Namespace

from core.cli.arguments import Parser
from core.cli.output import format_per_cent, print_json, print_pairs, print_progress, print_table
from core.data import datasets
from core.errors import InputError
from core.evaluation.evaluate import evaluate as judge
from core.evaluation.metrics import Report
from core.i18n import N_, _
from core.inference.model import Model
from core.inference.models import find_model


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    parser.add_argument("--dataset", metavar="NAME", help="another dataset with the same classes")
    parser.add_argument("--split", default="test", choices=("train", "val", "test"))
    parser.set_action(evaluate)


def evaluate(args: Namespace) -> None:
    model = find_model(args.model)
    dataset = datasets.load(args.dataset or _find_own_dataset(model))
    report = judge(model, dataset, args.split, progress=lambda done, total: print_progress(f"{done / total:.0%}"))
    print_progress("")
    if args.json:
        print_json({"run": model.id, "dataset": dataset.name, "split": args.split, **_to_json(report)})
    else:
        _print(report)


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
