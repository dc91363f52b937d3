"""What a source of pictures can be given: whole numbers, with their limits and defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.data.manifest import Kind
from core.errors import InputError
from core.i18n import N_


@dataclass(frozen=True)
class Option:
    """A whole number from `low` to `high`."""

    default: int
    low: int
    high: int


SEED = Option(default=0, low=0, high=2**32 - 1)
OF_FOLDERS = {"validation": Option(default=15, low=1, high=40), "seed": SEED}  # validation is in per cent
OPTIONS: Mapping[Kind, Mapping[str, Option]] = {
    "sketches": {"count": Option(600, 20, 100_000), "size": Option(96, 32, 256), "seed": SEED},
    "digits": {"seed": SEED},
    "folder": OF_FOLDERS,
    "zip": OF_FOLDERS,
    "upload": OF_FOLDERS,
    "cats_and_dogs_filtered": OF_FOLDERS,
    "flower_photos": OF_FOLDERS,
    "cifar10": OF_FOLDERS,
    "fashion_mnist": OF_FOLDERS,
}
BUILT_IN: Sequence[Kind] = ("sketches", "digits")


def check_options(kind: Kind, options: Mapping[str, object] | None) -> dict[str, int]:
    """Every option of the source, at its default where none is given.

    Raises:
        InputError: the source has no such option, or it cannot have this value.

    """
    allowed = OPTIONS[kind]
    for name in options or {}:
        if name not in allowed:
            raise InputError(
                N_("{source} has no option {option}. It has: {known}."),
                source=kind,
                option=name,
                known=", ".join(allowed),
            )
    return {name: _number(name, (options or {}).get(name, option.default), option) for name, option in allowed.items()}


def _number(name: str, value: object, option: Option) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = option.low - 1
    if not option.low <= number <= option.high:
        raise InputError(
            N_("{option} must be a whole number from {low} to {high}, not {value}."),
            option=name,
            low=option.low,
            high=option.high,
            value=value,
        )
    return number
