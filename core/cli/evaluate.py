"""`evaluate`: the metrics of a model on one split."""

from argparse import Namespace

from core.cli.arguments import Parser
from core.cli.output import per_cent, print_json, print_pairs, print_table, progress_line
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
    dataset = datasets.load(args.dataset or _own_dataset(model))
    report = judge(model, dataset, args.split, progress=lambda done, total: progress_line(f"{done / total:.0%}"))
    progress_line("")
    if args.json:
        print_json({"run": model.id, "dataset": dataset.name, "split": args.split, **_plain(report)})
    else:
        _print(report)


def _own_dataset(model: Model) -> str:
    if model.training is None:
        raise InputError(
            N_("{model} was not trained on a dataset of this workspace. Name one with --dataset."), model=model.id
        )
    return model.training.dataset


def _plain(report: Report) -> dict[str, object]:
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
            _("Accuracy"): per_cent(summary.accuracy),
            _("Precision"): per_cent(summary.precision),
            _("Recall"): per_cent(summary.recall),
            "F1": per_cent(summary.f1),
            _("Loss"): f"{summary.loss:.4f}",
        }
    )
    print()
    rows = ([row.label, per_cent(row.precision), per_cent(row.recall), per_cent(row.f1), row.support]
            for row in report.per_class)  # fmt: skip
    print_table([_("Class"), _("Precision"), _("Recall"), "F1", _("Pictures")], rows)
