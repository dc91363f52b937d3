"""`evaluate`: the metrics of a model on one split or on all pictures, as its decision rule answers."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from core.cli.against import describe_other, judge_other, print_other
from core.cli.arguments import Parser, parse_number
from core.cli.following import complete
from core.cli.output import print_json, print_lines, print_pairs, print_table
from core.data import datasets
from core.data.datasets import Dataset
from core.data.index import Part
from core.errors import InputError
from core.evaluation.answered import Answered, count_answered
from core.evaluation.data_notes import explain_answers, explain_data, explain_moved
from core.evaluation.evaluate import Predictions, load, read_rule
from core.evaluation.headline import explain_rule, explain_scores
from core.evaluation.json_report import describe_report
from core.evaluation.report.figure import Figure
from core.evaluation.report.figure_words import (
    format_interval_of,
    format_value,
    name_figures,
)
from core.evaluation.report.metrics import Report
from core.i18n import N_, Message, _
from core.inference.decision import DecisionRule, check_decision
from core.inference.model import Model
from core.inference.models import find_model
from core.tasks.models import evaluate as task
from core.units import format_score, join_names


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    parser.add_argument("--dataset", metavar="NAME", help=_("another dataset with the same classes"))
    parser.add_argument("--split", default="test", choices=("train", "val", "test", "all"))
    parser.add_argument("--positive", metavar="CLASS", help=_("of two classes that of precision, recall and F1"))
    parser.add_argument("--against", metavar="MODEL", help=_("another model on the same pictures: which ones changed"))
    parser.add_argument(
        "--threshold",
        metavar="X",
        type=parse_number,
        help=_("of two classes, how probable the positive one has to be; by default what is kept with the model"),
    )
    parser.set_action(evaluate)


def evaluate(args: Namespace) -> None:
    model = find_model(args.model)
    model.load()  # a model that cannot be loaded is told as every other command tells it
    dataset = datasets.load(args.dataset or _find_own_dataset(model))
    classes = model.name_columns(dataset.classes)
    _check_positive(args.positive, classes)
    rule = _find_rule(model, classes, args)
    found = complete(task.start(model, dataset, args.split), lambda: _load(model, dataset, args.split)).apply(rule)
    report, positive = found.get_report(), args.positive or rule.positive
    models = [model, *([find_model(args.against)] if args.against else [])]
    known = {str(note): note for one in models for note in _explain(one, dataset, args.split, found)}
    notes = [*known.values(), *explain_rule(rule)]
    other = judge_other(model, models[1], dataset, args.split) if args.against else None
    if args.json:
        where = {"run": model.id, "dataset": dataset.name, "split": args.split}
        content = describe_report(report, rule, count_answered(found), positive)
        print_json(where | content | {"notes": [str(note) for note in notes]} | describe_other(other))
    else:
        _print(report, count_answered(found), positive, notes)
        print_other(other)


def _explain(model: Model, dataset: Dataset, split: Part, found: Predictions) -> list[Message]:
    """What has to be said of the pictures, and of what the model has learned of them."""
    return [
        *explain_data(model, dataset.name, split),
        *explain_moved(model, dataset.name, split, found.paths),
        *explain_answers(model, dataset.name, found.paths),
    ]


def _find_rule(model: Model, classes: Sequence[str], args: Namespace) -> DecisionRule:
    """What is kept with the model for these classes, with the threshold of the command line instead of that."""
    kept = read_rule(model, classes)
    rule = kept
    if args.threshold is not None:
        positive = args.positive or kept.positive or classes[-1]
        rule = replace(kept, threshold=args.threshold, positive=positive)
    check_decision(rule, classes)
    return rule


def _check_positive(positive: str | None, classes: Sequence[str]) -> None:
    if positive is None or (len(classes) == 2 and positive in classes):
        return
    if len(classes) != 2:
        raise InputError(N_("Only of two classes one is the positive one, and there are {n}."), n=len(classes))
    raise InputError(
        N_("There is no class called {name}. Choose one of: {known}."), name=positive, known=join_names(classes)
    )


def _load(model: Model, dataset: Dataset, split: Part) -> Predictions:
    predictions = load(model.evaluations, dataset.name, split)
    if predictions is None:
        raise InputError(N_("The evaluation of {model} was removed while it was read. Repeat it."), model=model.id)
    return predictions


def _find_own_dataset(model: Model) -> str:
    if model.training is None:
        raise InputError(
            N_("{model} was not trained on a dataset of this workspace. Name one with --dataset."), model=model.id
        )
    return model.training.dataset


def _print(report: Report, answered: Answered | None, positive: str | None, notes: Sequence[Message]) -> None:
    figures = {**report.figures, **report.get_figures(positive)}
    names = name_figures(report)
    print_pairs({_("Pictures"): report.n, **{title: _format(name, figures[name]) for name, title in names.items()}})
    print_lines([*notes, *explain_scores(report, positive), *(answered.explain() if answered else [])])
    print()
    rows = (
        [row.label, *map(format_score, (row.precision, row.recall, row.f1)), row.support] for row in report.per_class
    )
    print_table([_("Class"), _("Precision"), _("Recall"), "F1", _("Pictures")], rows)


def _format(name: str, figure: Figure) -> str:
    """The value as on the page, and behind it the interval."""
    return f"{format_value(name, figure)}  {format_interval_of(name, figure)}".rstrip()
