"""`predict`: the class of pictures, one after another; one that cannot be read does not keep the others back."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.backbone.features import take_picture_from_bytes
from core.cli.arguments import Parser
from core.cli.output import format_bar, format_per_cent, print_json, print_lines, print_progress, print_table
from core.data.pixels.decode import read
from core.errors import InputError
from core.i18n import N_, _, ngettext
from core.inference import neighbours
from core.inference.familiarity import describe, describe_briefly, explain
from core.inference.model import Model
from core.inference.models import find_model
from core.inference.neighbours import Neighbours
from core.inference.predict import predict as classes_of


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    parser.add_argument("images", nargs="+", metavar="IMAGE")
    parser.add_argument("--top", type=int, default=5, help=_("how many classes to name, the most probable first"))
    parser.add_argument(
        "--evidence",
        action="store_true",
        help=_("look at the training pictures if that was not done yet, and say how familiar each picture is"),
    )
    parser.set_action(predict)


def predict(args: Namespace) -> int:
    if args.top < 1:
        raise InputError(N_("--top is {value}. Ask for at least 1 class."), value=args.top)
    model = find_model(args.model)
    model.load()
    known = _find_neighbours(model, args.evidence)
    found = list(_predict_all(model, known, args))
    none_read = all("error" in one for one in found)
    if args.json:
        print_json({"run": model.id, "predictions": found})
    elif not none_read:
        _print_for_people(model, found)
        if args.evidence:
            print_lines(f"{one['path']}: {one['stranger']['sentence']}" for one in found if "stranger" in one)
    if none_read:
        raise InputError(
            N_("None of the pictures could be read. The first problem: {problem}"), problem=found[0]["error"]
        )
    _report_unread(found)
    return 0


def _predict_all(model: Model, known: Neighbours | None, args: Namespace) -> Iterator[dict[str, Any]]:
    for done, name in enumerate(args.images):
        print_progress(f"{format_bar(done / len(args.images))} {done}/{len(args.images)}")
        yield _predict_one(model, known, name, args.top)
    print_progress("")


def _report_unread(found: list[dict[str, Any]]) -> None:
    unread = sum("error" in one for one in found)
    if unread:
        text = ngettext("{n} of {of} pictures could not be read.", "{n} of {of} pictures could not be read.", unread)
        print(text.format(n=unread, of=len(found)), file=sys.stderr)


def _print_for_people(model: Model, found: Sequence[Mapping[str, Any]]) -> None:
    print_table(
        [_("Picture"), _("Class"), _("Probability"), _("Familiar")],
        (
            (
                one["path"],
                model.translate(one.get("label", "")),
                one.get("error") or format_per_cent(one["probability"]),
                one["stranger"]["brief"] if "stranger" in one else "",
            )
            for one in found
        ),
    )


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
    """None too where what the model learned from is not known: it can still be asked."""
    try:
        return neighbours.find_if_quick(model.training) if model.training else None
    except InputError:
        return None


def _predict_one(model: Model, known: Neighbours | None, name: str, top: int) -> dict[str, Any]:
    try:
        guesses = classes_of(model, Path(name), name)
        like = _measure_familiarity(model, known, name) if known else {}
    except InputError as error:
        return {"path": name, "error": str(error)}
    best = guesses[0]
    named = [{"label": guess.label, "probability": guess.probability} for guess in guesses[:top]]
    return {"path": name, "label": best.label, "probability": best.probability, "top": named, **like}


def _measure_familiarity(model: Model, known: Neighbours, name: str) -> dict[str, Any]:
    """Whether the picture is out of distribution, and the training pictures most like it."""
    found = neighbours.measure_familiarity(known, take_picture_from_bytes(name, read(Path(name), name)))
    stranger = {
        "is_stranger": found.is_out_of_distribution,
        "level": found.level.name.lower(),
        "brief": describe_briefly(found),
        "sentence": f"{describe(found)} {explain(found, model.translate(found.label))}",
        "label": found.label,
        "distance": found.distance,
        "threshold": found.usual,
        "far": found.far,
        "false_alarms": {"alarms": found.alarms, "of": found.held_out, "interval": found.interval},
    }
    return {"stranger": stranger, "evidence": [asdict(one) for one in found.similar]}
