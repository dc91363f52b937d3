"""`evaluate`: the metrics of a model on one split."""

from argparse import Namespace
from collections.abc import Sequence

from core.cli.against import describe_other, judge_other, print_other
from core.cli.arguments import Parser
from core.cli.following import complete
from core.cli.output import print_json, print_lines, print_pairs, print_table
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Split
from core.errors import InputError
from core.evaluation.data_notes import explain_data
from core.evaluation.evaluate import load
from core.evaluation.headline import explain_scores
from core.evaluation.metrics import Report
from core.i18n import N_, Message, _
from core.inference.model import Model
from core.inference.models import find_model
from core.tasks import evaluate as task
from core.units import format_loss, format_per_cent, format_score, join_names


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    parser.add_argument("--dataset", metavar="NAME", help=_("another dataset with the same classes"))
    parser.add_argument("--split", default="test", choices=("train", "val", "test"))
    parser.add_argument("--positive", metavar="CLASS", help=_("of two classes that of precision, recall and F1"))
    parser.add_argument("--against", metavar="MODEL", help=_("another model on the same pictures: which ones changed"))
    parser.set_action(evaluate)


def evaluate(args: Namespace) -> None:
    model = find_model(args.model)
    dataset = datasets.load(args.dataset or _find_own_dataset(model))
    _check_positive(args.positive, dataset.classes)
    report = complete(task.start(model, dataset, args.split), lambda: _load_report(model, dataset, args.split))
    notes = explain_data(model, dataset.name, args.split)
    other = judge_other(model, find_model(args.against), dataset, args.split) if args.against else None
    if args.json:
        where = {"run": model.id, "dataset": dataset.name, "split": args.split}
        print_json(
            where | _to_json(report, args.positive) | {"notes": [str(note) for note in notes]} | describe_other(other)
        )
    else:
        _print(report, args.positive, notes)
        print_other(other)


def _check_positive(positive: str | None, classes: Sequence[str]) -> None:
    if positive is None or (len(classes) == 2 and positive in classes):
        return
    if len(classes) != 2:
        raise InputError(N_("Only of two classes one is the positive one, and there are {n}."), n=len(classes))
    raise InputError(
        N_("There is no class called {name}. Choose one of: {known}."), name=positive, known=join_names(classes)
    )


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


def _to_json(report: Report, positive: str | None) -> dict[str, object]:
    scores = report.compute_scores(positive)
    return {
        **report.summary.model_dump(),
        "precision": scores.precision,
        "recall": scores.recall,
        "f1": scores.f1,
        "positive": (positive or report.classes[1]) if len(report.classes) == 2 else None,
        "balanced_accuracy": report.balanced_accuracy,
        "absent": report.absent,
        "n": report.n,
        "classes": list(report.classes),
        "confusion_matrix": report.confusion.tolist(),
        "per_class": {
            row.label: {"precision": row.precision, "recall": row.recall, "f1": row.f1, "support": row.support}
            for row in report.per_class
        },
    }


def _print(report: Report, positive: str | None, notes: Sequence[Message]) -> None:
    summary, scores = report.summary, report.compute_scores(positive)
    balanced = {_("Balanced accuracy"): format_per_cent(report.balanced_accuracy)} if report.is_uneven else {}
    print_pairs(
        {
            _("Pictures"): report.n,
            _("Accuracy"): format_per_cent(summary.accuracy),
            **balanced,
            _("Precision"): format_score(scores.precision),
            _("Recall"): format_score(scores.recall),
            "F1": format_score(scores.f1),
            _("Loss"): format_loss(summary.loss),
        }
    )
    print_lines([*notes, *explain_scores(report, positive)])
    print()
    rows = (
        [row.label, *map(format_score, (row.precision, row.recall, row.f1)), row.support] for row in report.per_class
    )
    print_table([_("Class"), _("Precision"), _("Recall"), "F1", _("Pictures")], rows)
