"""`budget`: what a network costs, layer by layer, before anything is trained."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from core.cli.arguments import Parser, file_to_write, parse_whole_number
from core.cli.following import complete
from core.cli.output import print_json, print_pairs, print_table
from core.errors import InputError
from core.export.design.drawing import draw_network
from core.export.design.keras_code import write_keras_code
from core.files import write_atomically
from core.i18n import N_, _
from core.networks.backbones import BACKBONES
from core.networks.budget.budget import TRAINING_BYTES, USE_BYTES, Budget, LayerBudget, compute_budget
from core.networks.catalogue import ARCHITECTURES, describe
from core.networks.design.blocks import find_backbone
from core.networks.design.lowering import Lowered, lower
from core.networks.design.starts import STARTS
from core.networks.kind_names import translate_kind
from core.runs.foretold.cost_model import load_cost_model
from core.specs.designs.design_file import SUFFIX, read_design
from core.specs.training_spec import TrainingSpec
from core.tasks.networks import measure_costs
from core.units import format_bytes

SIZES = (8, 1024)  # pixels
BATCHES = (1, 4096)


def add_arguments(parser: Parser) -> None:
    parser.add_argument("network", metavar="ARCH|FILE.json", help=_("an architecture, or the file of a design"))
    parser.add_argument("--image-size", metavar="N", type=parse_whole_number, help=_("pixels a side"))
    parser.add_argument("--batch-size", metavar="N", type=parse_whole_number, default=TrainingSpec().batch_size)
    parser.add_argument("--classes", metavar="N", type=parse_whole_number, help=_("how many it tells apart"))
    parser.add_argument("--measure", action="store_true", help=_("measure this machine before: some minutes, once"))
    parser.add_argument("--code", metavar="FILE.py", type=file_to_write, help=_("write it as Keras code"))
    parser.add_argument("--drawing", metavar="FILE.svg", type=file_to_write, help=_("draw it"))
    parser.set_action(show)


def show(args: Namespace) -> None:
    _require("--batch-size", args.batch_size, BATCHES)
    if args.measure:
        complete(measure_costs.start(), load_cost_model)
    lowered = _find(args)
    budget = compute_budget(lowered.architecture)
    if args.code:
        write_atomically(args.code, write_keras_code(lowered))
    if args.drawing:
        write_atomically(args.drawing, draw_network(budget, args.network))
    if args.json:
        print_json(_to_json(args.network, budget, args.batch_size))
        return
    headings = [_("Layer"), _("Kind"), _("Output shape"), _("Parameters"), _("MACs"), _("Activations"), _("Sees (px)")]
    print_table(headings, [_row(row) for row in budget.rows])
    print()
    print_pairs(_total(budget, args.batch_size) | _tell_times(budget, args.batch_size))


def _find(args: Namespace) -> Lowered:
    """The network that is named: one of ours, a published one with its own size and classes, or a design's file."""
    name = args.network
    if name.endswith(SUFFIX):
        design = read_design(Path(name))
        block = find_backbone(design)
        size = BACKBONES[block.network].image_size if block else TrainingSpec().image_size
        return lower(design, _choose_size(args, size), _choose_classes(args, 2))
    if name in ARCHITECTURES:
        size = BACKBONES[name].image_size if name in BACKBONES else TrainingSpec().image_size
        plain = describe(name, _choose_size(args, size), _choose_classes(args, 2))
        return Lowered(plain, {node.name: (place,) for place, node in enumerate(plain.nodes)}, {})
    start = STARTS.get(name)
    if start is None or start.image_size is None or start.classes is None:
        known = [*ARCHITECTURES, *(name for name, one in STARTS.items() if one.image_size)]
        raise InputError(
            N_("There is no architecture called {name}. Name a file that ends in {suffix}, or one of: {known}."),
            name=name, suffix=SUFFIX, known=", ".join(known),
        )  # fmt: skip
    return lower(start.build(), _choose_size(args, start.image_size), _choose_classes(args, start.classes))


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


def _tell_times(budget: Budget, batch_size: int) -> dict[str, object]:
    """By the model of this machine, with its error; where nothing was measured, how to."""
    model = load_cost_model()
    if model is None:
        how = _("not measured yet: python -m core budget {name} --measure").format(name="ARCH")
        return {_("Time on this machine"): how}
    step, use = model.predict_step_seconds(budget, batch_size), model.predict_use_seconds(budget)
    return {
        _("A training step"): f"{step:.3g} s ± {model.error_of_step:.0%}",
        _("A prediction"): f"{use:.3g} s ± {model.error_of_use:.0%}",
    }


def _time_to_json(budget: Budget, batch_size: int) -> dict[str, Any] | None:
    model = load_cost_model()
    if model is None:
        return None
    return {
        "step_seconds": model.predict_step_seconds(budget, batch_size), "step_error": model.error_of_step,
        "predict_seconds": model.predict_use_seconds(budget), "predict_error": model.error_of_use,
        "peak_bytes": model.predict_peak_bytes(budget, batch_size), "peak_error": model.error_of_memory,
    }  # fmt: skip


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
        "time": _time_to_json(budget, batch_size),
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
