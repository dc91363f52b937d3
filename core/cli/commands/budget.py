"""`budget`: what a network costs, layer by layer, before anything is trained."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from core.cli.arguments import Parser
from core.cli.output import print_json, print_pairs, print_table
from core.errors import InputError
from core.i18n import N_, _
from core.networks.architecture import Architecture
from core.networks.backbones import BACKBONES
from core.networks.budget.budget import TRAINING_BYTES, USE_BYTES, Budget, LayerBudget, compute_budget
from core.networks.catalogue import ARCHITECTURES, describe
from core.networks.design.blocks import find_backbone
from core.networks.design.lowering import lower
from core.networks.design.starts import STARTS
from core.networks.kind_names import translate_kind
from core.specs.designs.design_file import SUFFIX, read_design
from core.specs.training_spec import TrainingSpec
from core.units import format_bytes

SIZES = (8, 1024)  # pixels
BATCHES = (1, 4096)


def add_arguments(parser: Parser) -> None:
    parser.add_argument("network", metavar="ARCH|FILE.json", help=_("an architecture, or the file of a design"))
    parser.add_argument("--image-size", metavar="N", type=int, help=_("pixels a side"))
    parser.add_argument("--batch-size", metavar="N", type=int, default=TrainingSpec().batch_size)
    parser.add_argument("--classes", metavar="N", type=int, help=_("how many it tells apart"))
    parser.set_action(show)


def show(args: Namespace) -> None:
    _require("--batch-size", args.batch_size, BATCHES)
    architecture = _find(args)
    budget = compute_budget(architecture)
    if args.json:
        print_json(_to_json(args.network, budget, args.batch_size))
        return
    headings = [_("Layer"), _("Kind"), _("Output shape"), _("Parameters"), "MACs", _("Activations"), _("Sees (px)")]
    print_table(headings, [_row(row) for row in budget.rows])
    print()
    print_pairs(_total(budget, args.batch_size))


def _find(args: Namespace) -> Architecture:
    """The network that is named: one of ours, a published one with its own size and classes, or a design's file."""
    name = args.network
    if name.endswith(SUFFIX):
        design = read_design(Path(name))
        block = find_backbone(design)
        size = BACKBONES[block.network].image_size if block else TrainingSpec().image_size
        return lower(design, _choose_size(args, size), _choose_classes(args, 2)).architecture
    if name in ARCHITECTURES:
        size = BACKBONES[name].image_size if name in BACKBONES else TrainingSpec().image_size
        return describe(name, _choose_size(args, size), _choose_classes(args, 2))
    start = STARTS.get(name)
    if start is None or start.image_size is None or start.classes is None:
        known = [*ARCHITECTURES, *(name for name, one in STARTS.items() if one.image_size)]
        raise InputError(
            N_("There is no architecture called {name}. Name a file that ends in {suffix}, or one of: {known}."),
            name=name, suffix=SUFFIX, known=", ".join(known),
        )  # fmt: skip
    return lower(start.build(), _choose_size(args, start.image_size), _choose_classes(args, start.classes)).architecture


def _choose_size(args: Namespace, own: int) -> int:
    return _require("--image-size", args.image_size or own, SIZES)


def _choose_classes(args: Namespace, own: int) -> int:
    return _require("--classes", args.classes or own, (2, 100_000))


def _require(option: str, number: int, limits: tuple[int, int]) -> int:
    if not limits[0] <= number <= limits[1]:
        raise InputError(
            N_("{option} is {number}. Choose a number from {low} to {high}."),
            option=option, number=number, low=limits[0], high=limits[1],
        )  # fmt: skip
    return number


def _row(row: LayerBudget) -> list[object]:
    return [
        row.name, translate_kind(row.kind), " × ".join(map(str, row.output_shape)),
        f"{row.parameters.trainable + row.parameters.frozen:,}", f"{row.macs:,}", f"{row.activations:,}",
        _("all") if row.field.whole else row.field.size,
    ]  # fmt: skip


def _total(budget: Budget, batch_size: int) -> dict[str, object]:
    held, training, use = budget.parameters, _("Training, {precision}"), _("One prediction, {precision}")
    return {
        _("Parameters"): f"{held.trainable + held.frozen:,}",
        _("that learn"): f"{held.trainable:,}",
        _("MACs a picture"): f"{budget.macs:,}",
        _("Activations a picture"): f"{budget.activations:,}",
        **{
            training.format(precision=name): format_bytes(budget.count_training_bytes(batch_size, name))
            for name in TRAINING_BYTES
        },
        **{use.format(precision=name): format_bytes(budget.count_use_bytes(name)) for name in USE_BYTES},
    }


def _to_json(name: str, budget: Budget, batch_size: int) -> dict[str, Any]:
    held = budget.parameters
    return {
        "network": name,
        "image_size": budget.image_size,
        "batch_size": batch_size,
        "parameters": {"trainable": held.trainable, "frozen": held.frozen},
        "macs": budget.macs,
        "activations": budget.activations,
        "training_bytes": {each: budget.count_training_bytes(batch_size, each) for each in TRAINING_BYTES},
        "use_bytes": {each: budget.count_use_bytes(each) for each in USE_BYTES},
        "layers": [
            {
                "name": row.name, "kind": row.kind, "output_shape": row.output_shape,
                "trainable": row.parameters.trainable, "frozen": row.parameters.frozen, "macs": row.macs,
                "activations": row.activations,
                "receptive_field": None if row.field.whole else row.field.size,
            }
            for row in budget.rows
        ],
    }  # fmt: skip
