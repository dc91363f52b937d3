"""The options of the commands that take a training spec, and the spec that they ask for."""

from argparse import Namespace
from pathlib import Path

from core.cli.arguments import Parser, parse_settings
from core.errors import InputError
from core.i18n import N_
from core.networks.catalogue import ARCHITECTURES
from core.specs.training_spec import TrainingSpec, read_spec, spec_from

FIELDS = ("dataset", "architecture", "epochs", "image_size", "batch_size", "learning_rate", "seed")


def add_spec_options(parser: Parser) -> None:
    parser.add_argument("--spec", metavar="FILE", help="a training spec in JSON; other options change it")
    parser.add_argument("--dataset")
    parser.add_argument("--architecture", help=" or ".join(ARCHITECTURES))
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--image-size", type=int, metavar="PIXELS")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--seed", type=int)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="any other field of the spec, such as augmentation.flip=true",
    )


def requested_spec(args: Namespace) -> TrainingSpec:
    """The spec of the file that is named, changed by the options that stand beside it.

    Raises:
        InputError: neither a file nor what to train is named, or a value cannot be used.

    """
    base = read_spec(Path(args.spec)).model_dump() if args.spec else {}
    if not args.spec and not (args.dataset and args.architecture):
        raise InputError(N_("Name what to train with --dataset NAME and --architecture ARCH, or with --spec FILE."))
    named = {name: getattr(args, name) for name in FIELDS if getattr(args, name) is not None}
    return spec_from(base | named | parse_settings(args.set))
