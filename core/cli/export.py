"""`export`: a model as a file for other programs, checked against the model's own answers."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from core.cli.arguments import Parser
from core.cli.output import print_json, print_pairs, print_progress
from core.export.format import Exported
from core.export.formats import FORMATS, find_format
from core.i18n import _
from core.inference.models import find_model
from core.units import format_bytes


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    known = ", ".join(f"{one.name} ({_(one.title)})" for one in FORMATS)
    parser.add_argument("--format", required=True, choices=[one.name for one in FORMATS], help=known)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder that the file goes to")
    parser.set_action(export)


def export(args: Namespace) -> None:
    chosen, model = find_format(args.format), find_model(args.model)
    if chosen.needs_keras:
        print_progress(_("Keras is started to check the file …"))
    exported = chosen.export(model, args.out)
    print_progress("")
    if args.json:
        print_json(asdict(exported) | {"path": str(exported.path)})
    else:
        _print(exported)


def _print(exported: Exported) -> None:
    checked = exported.checked
    print_pairs(
        {
            _("Model"): exported.model,
            _("File"): exported.path,
            _("Size"): format_bytes(exported.bytes),
            _("Pictures it was checked on"): checked.pictures,
            _("Largest difference of a probability"): f"{checked.largest_difference:.2g}",
            _("Pictures with another class"): checked.changed_decisions,
        }
    )
