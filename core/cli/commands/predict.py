"""`predict`: the class of pictures, of those in a folder and in a zip; one that cannot be read keeps no other back."""

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core import files
from core.cli.arguments import Parser, file_to_write, parse_whole_number
from core.cli.output import (
    escape_line,
    format_bar,
    format_per_cent,
    print_json,
    print_lines,
    print_progress,
    print_table,
)
from core.errors import InputError
from core.i18n import N_, _, ngettext
from core.inference.asking.answer_rows import TOP, describe_answer, explain_unread, tabulate_answers, write_csv
from core.inference.asking.questions import Given, Room, expand, name_apart
from core.inference.decision import read_decision
from core.inference.familiar import neighbours
from core.inference.familiar.neighbours import Neighbours
from core.inference.model import Model
from core.inference.models import load_model
from core.inference.predict import Answer, Question, predict_all
from core.inference.verdicts import judge_answers

MOST_DOUBTS = 12  # lines below the table


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    parser.add_argument("paths", nargs="+", metavar="PATH", help=_("a picture, a folder or a zip"))
    parser.add_argument(
        "--top",
        type=parse_whole_number,
        help=_("how many classes to name, the most probable first: 1 in the table and 5 in JSON by default"),
    )
    parser.add_argument(
        "--csv", type=file_to_write, metavar="FILE", help=_("also write a row for every picture to this file")
    )
    parser.add_argument(
        "--evidence",
        action="store_true",
        help=_("look at the training pictures if that was not done yet, and say how familiar each picture is"),
    )
    parser.set_action(predict)


def predict(args: Namespace) -> int:
    if args.top is not None and args.top < 1:
        raise InputError(N_("--top is {value}. Ask for at least 1 class."), value=args.top)
    model = load_model(args.model)
    rule = read_decision(model)
    known = _find_neighbours(model, args.evidence)
    room = Room()
    answers = _predict_all(model, _list_questions(args.paths, room), known)
    verdicts = judge_answers(model, rule, answers)
    found = [describe_answer(model, *one, top=args.top or TOP) for one in zip(answers, verdicts, strict=True)]
    if args.csv:
        files.write_atomically(args.csv, write_csv(tabulate_answers(model, answers, verdicts)))
    _print(args, model, found)
    return 0


def _list_questions(paths: Sequence[str], room: Room) -> list[Question]:
    """Every picture once, though a file and its folder may both be named."""
    questions = [question for path in paths for question in expand(Given(path, Path(path)), room)]
    first = {_identify(question): question for question in reversed(questions)}
    return name_apart([question for question in questions if first[_identify(question)] is question])


def _identify(question: Question) -> Path | str:
    return question.source.resolve() if isinstance(question.source, Path) else question.name


def _predict_all(model: Model, questions: Sequence[Question], known: Neighbours | None) -> list[Answer]:
    answers = []
    for found in predict_all(model, questions, known):
        answers.append(found)
        print_progress(f"{format_bar(len(answers) / len(questions))} {len(answers)}/{len(questions)}")
    print_progress("")
    return answers


def _print(args: Namespace, model: Model, found: Sequence[Mapping[str, Any]]) -> None:
    none_read = all("error" in one for one in found)
    if args.json:
        print_json({"run": model.id, "predictions": list(found)})
    elif not none_read:
        _print_for_people(model, found, others=(args.top or 1) - 1)
        _print_doubts(found)
        if args.evidence:
            print_lines(f"{one['path']}: {one['stranger']['sentence']}" for one in found if "stranger" in one)
    if none_read:
        raise InputError(
            N_("None of the pictures could be read. The first problem: {problem}"), problem=found[0]["error"]
        )
    _report_unread(found, named=args.json)


def _print_doubts(found: Sequence[Mapping[str, Any]]) -> None:
    """The first of them; of a folder of hard pictures they would push the table out of sight."""
    doubts = [f"{one['path']}: {reason['sentence']}" for one in found for reason in one.get("look", ())]
    print_lines(doubts[:MOST_DOUBTS])
    if (rest := len(doubts) - MOST_DOUBTS) > 0:
        text = ngettext(
            "{n} more such line; --csv FILE writes them all.", "{n} more such lines; --csv FILE writes them all.", rest
        )
        print(text.format(n=rest))


def _report_unread(found: Sequence[Mapping[str, Any]], *, named: bool) -> None:
    """How many could not be read, and which and why, unless they are `named` already."""
    unread = [one for one in found if "error" in one]
    if not unread:
        return
    for one in [] if named else unread:
        print(escape_line(explain_unread(one["path"], one["error"])), file=sys.stderr)
    text = ngettext("{n} of {of} pictures could not be read.", "{n} of {of} pictures could not be read.", len(unread))
    print(text.format(n=len(unread), of=len(found)), file=sys.stderr)


def _print_for_people(model: Model, found: Sequence[Mapping[str, Any]], others: int) -> None:
    """A row a picture, with so many of the other classes."""
    answered = [one for one in found if "error" not in one]
    rows = [
        (
            one["path"],
            _name_class(model, one),
            format_per_cent(one["probability"]),
            *([_name_others(model, one, others)] if others else []),
        )
        for one in answered
    ]
    headings = [_("Picture"), _("Class"), _("Probability"), *([_("Other classes")] if others else [])]
    if not any("stranger" in one for one in answered):  # of no picture it is known how familiar it is
        print_table(headings, rows)
        return
    familiar = [one["stranger"]["brief"] if "stranger" in one else "" for one in answered]
    print_table([*headings, _("Familiar")], [(*row, brief) for row, brief in zip(rows, familiar, strict=True)])


def _name_others(model: Model, one: Mapping[str, Any], most: int) -> str:
    guesses = [guess for guess in one["top"] if guess["label"] != one["label"]][:most]
    return ", ".join(f"{model.translate(guess['label'])} {format_per_cent(guess['probability'])}" for guess in guesses)


def _name_class(model: Model, one: Mapping[str, Any]) -> str:
    if "label" not in one:
        return ""
    name = model.translate(one["label"])
    return name if one["sure"] else _("not sure ({label}?)").format(label=name)


def _find_neighbours(model: Model, computed: bool) -> Neighbours | None:
    """The model's training pictures: if they are known or known at once, or `computed` now however long it takes."""
    if not computed:
        return _find_quickly(model)
    if model.training is None:
        raise InputError(
            N_("{model} was not trained on a dataset of this workspace. Leave out --evidence."), model=model.id
        )
    known = neighbours.find(model.training, progress=lambda done, total: print_progress(f"{done}/{total}"))
    print_progress("")
    return known


def _find_quickly(model: Model) -> Neighbours | None:
    """None too where what the model learned from cannot be read, which is told: it can still be asked."""
    try:
        return neighbours.find_if_quick(model.training) if model.training else None
    except InputError as error:
        print(
            escape_line(_("How familiar a picture is cannot be told. {reason}").format(reason=error)), file=sys.stderr
        )
        return None
