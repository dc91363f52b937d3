"""The space of a search: settings of a spec and numbers of its design, each with the values that it may take.

    space = suggest_space(spec)
    spec_at = apply_values(spec, {"learning_rate": 0.003, "design.width": 1.5})

A name is a setting's (`learning_rate`, `augmentation.crop`), a block's number (`design.3.filters`, blocks counted from
1), or one for the whole design: `design.width` times all filters and units, `design.depth` residual blocks for each,
`design.kernel` for every window of 3 or more.
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from core.errors import InputError
from core.i18n import N_
from core.networks.architecture import takes_any_size
from core.networks.design.blocks import AnyBlock, Conv, Depthwise, Design, FullyConnected, Residual
from core.networks.design.edit import get_block, replace_block
from core.networks.design.lowering import lower
from core.networks.design.starts import STARTS
from core.networks.layers import Dropout
from core.specs.named_values import list_values, spec_from
from core.specs.network import describe_plain, resolve_recipe
from core.specs.settings import list_settings
from core.specs.spec_errors import explain_error
from core.specs.training_spec import DESIGNED, TrainingSpec

OF_DESIGN = "design."
WIDTH, DEPTH, KERNEL = "design.width", "design.depth", "design.kernel"
IMPOSSIBLE = N_("{name} cannot be {value}. Let it vary within narrower limits.")
FASTER = 2  # times the rate: with a schedule that ends slowly, steps may begin large
Value = bool | int | float | str
TRIED: dict[str, Value] = {  # small batches make more steps of an epoch
    "schedule": "cosine",
    "batch_size": 16,
    "weight_decay": 0.05,
    "label_smoothing": 0.05,
    "augmentation.smaller": 0.0,
}


class Dimension(BaseModel):
    """One setting: numbers from `low` to `high`, on a logarithmic scale or whole, or one of `choices`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float | None = None
    high: float | None = None
    log: bool = False
    whole: bool = False
    choices: Annotated[tuple[Value, ...], Field(max_length=50)] = ()

    @model_validator(mode="after")
    def _check(self) -> "Dimension":
        if self.choices:
            return self
        if self.low is None or self.high is None or not (math.isfinite(self.low) and math.isfinite(self.high)):
            raise PydanticCustomError("no_range", "")
        if self.low > self.high or (self.log and self.low <= 0):
            raise PydanticCustomError("wrong_range", "")
        if self.whole and (self.low % 1 or self.high % 1):
            raise PydanticCustomError("range_not_whole", "")
        return self


class Space(RootModel[dict[str, Dimension]]):
    """All that varies, by name."""

    model_config = ConfigDict(frozen=True)


def suggest_space(spec: TrainingSpec) -> Space:
    """What is worth trying for a network that learns from pictures; a person narrows it, or adds to it."""
    rate = spec.learning_rate
    found = {
        "learning_rate": Dimension(low=rate / 10, high=max(rate, min(rate * 10, 0.1)), log=True),
        "schedule": Dimension(choices=("constant", "cosine", "one_cycle")),
        "weight_decay": Dimension(low=1e-4, high=0.1, log=True),
        "label_smoothing": Dimension(low=0, high=0.15),
        "batch_size": Dimension(choices=tuple(size for size in (8, 16, 32, 64) if size <= 2 * spec.batch_size)),
        "augmentation.crop": Dimension(low=0, high=0.7),
        "augmentation.colour": Dimension(low=0, high=0.3),
    }
    plain = describe_plain(spec, 2)
    if takes_any_size(plain):
        found["augmentation.smaller"] = Dimension(low=0, high=0.3)
    if any(isinstance(node.layer, Dropout) for node in plain.nodes):
        found["dropout"] = Dimension(low=0, high=0.6)
    if find_design(spec) is not None:
        found[WIDTH] = Dimension(low=0.6, high=1.5, log=True)  # twice as wide takes four times as long
        found[DEPTH] = Dimension(low=1, high=2, whole=True)
    return Space(found)


def find_base_values(spec: TrainingSpec, space: Space) -> dict[str, Value]:
    """What the spec itself has of what varies, as far as the space allows it: the first trial is what one has now."""
    own = list_values(spec.model_copy(update={"augmentation": resolve_recipe(spec)})) | {WIDTH: 1.0, DEPTH: 1}
    return {name: own[name] for name, one in space.root.items() if name in own and _allows(one, own[name])}


def find_tried_values(spec: TrainingSpec, space: Space) -> dict[str, Value]:
    """What usually does well where few pictures are learned from, as far as the space allows it.

    Pretrained weights keep their rate, which large steps would undo.
    """
    tried = TRIED if spec.weights_of else {"learning_rate": FASTER * spec.learning_rate, **TRIED}
    allowed = {name: value for name, value in tried.items() if name in space.root and _allows(space.root[name], value)}
    return find_base_values(spec, space) | allowed


def _allows(one: Dimension, value: Any) -> bool:
    if one.choices:
        return value in one.choices
    assert one.low is not None
    assert one.high is not None
    return isinstance(value, int | float) and one.low <= value <= one.high


def find_design(spec: TrainingSpec) -> Design | None:
    """The design whose numbers can vary: the spec's own, or what its architecture is; None of a pretrained one."""
    if spec.design is not None:
        return spec.design
    start = STARTS.get(spec.architecture)
    return start.build() if start else None


def read_space(path: Path) -> Space:
    """The space in a JSON file.

    Raises:
        InputError: it cannot be read, or is not a space.

    """
    try:
        return Space.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(N_("{path} cannot be read. Name a file with a space in JSON."), path=str(path)) from error
    except ValidationError as error:
        raise InputError(
            N_("{path} does not say what varies: {problem}. Correct the file and start again."),
            path=str(path), problem=explain_error(error).tell(),
        ) from error  # fmt: skip


def check_space(spec: TrainingSpec, space: Space) -> None:
    """Try both ends of everything that varies.

    Raises:
        InputError: nothing varies, a name is none of a setting, or a value is none that it can have.

    """
    if not space.root:
        raise InputError(N_("Nothing varies in this search. Let at least one setting vary."))
    for name, one in space.root.items():
        if name in ("dataset", "architecture", "seed", "epochs", "device", "design", "trainable"):
            raise InputError(N_("{name} cannot vary in a search: all trials share it. Take it out."), name=name)
        if not name.startswith(OF_DESIGN) and name not in list_settings():
            raise InputError(
                N_("{name} is not a setting of a training. The settings are: {fields}."),
                name=name, fields=", ".join(list_settings()),
            )  # fmt: skip
        for value in one.choices or (_end(one, one.low), _end(one, one.high)):
            apply_values(spec, {name: value})


def _end(one: Dimension, end: float | None) -> Value:
    assert end is not None
    return round(end) if one.whole else end


def apply_values(spec: TrainingSpec, values: Mapping[str, Any]) -> TrainingSpec:
    """The spec with these values.

    Raises:
        InputError: there is no such setting or block, or it cannot have that value.

    """
    plain = {name: value for name, value in values.items() if not name.startswith(OF_DESIGN)}
    of_design = {name: value for name, value in values.items() if name.startswith(OF_DESIGN)}
    known = list_values(spec.model_copy(update={"augmentation": resolve_recipe(spec)}))
    if of_design:
        known |= {"architecture": DESIGNED, "design": _vary(spec, of_design)}
    return spec_from(known | plain)


def _vary(spec: TrainingSpec, values: Mapping[str, Any]) -> Design:
    """The spec's design with its own numbers first, then those that are for the whole of it."""
    design = find_design(spec)
    if design is None:
        raise InputError(
            N_("{name} varies a design, and {architecture} is none. Take it out, or search from a design."),
            name=next(iter(values)), architecture=spec.architecture,
        )  # fmt: skip
    for name, value in values.items():
        if name not in (WIDTH, DEPTH, KERNEL):
            design = _set_number(design, name, value)
        elif value <= 0:
            raise InputError(IMPOSSIBLE, name=name, value=value)
    whole = {name: values[name] for name in (WIDTH, DEPTH, KERNEL) if name in values}
    try:
        blocks = _vary_all(design.blocks, float(whole.get(WIDTH, 1)), int(whole.get(DEPTH, 1)), whole.get(KERNEL))
        return Design.model_validate({**dict(design), "blocks": blocks})
    except ValidationError as error:
        raise InputError(IMPOSSIBLE, name=", ".join(whole), value=", ".join(map(str, whole.values()))) from error


def _set_number(design: Design, name: str, value: Any) -> Design:
    place_text, _dot, field = name.removeprefix(OF_DESIGN).rpartition(".")
    parts = place_text.split(".")
    place = tuple(int(part) - 1 for part in parts) if all(part.isdigit() for part in parts) else ()
    block = get_block(design, place) if place else None
    if block is None or field not in type(block).model_fields or field in ("kind", "blocks"):
        raise InputError(
            N_("The design has no number {name}. Write design.3.filters for that of its third block."), name=name
        )
    try:
        return replace_block(design, place, type(block).model_validate({**dict(block), field: value}))
    except ValidationError as error:
        raise InputError(IMPOSSIBLE, name=name, value=value) from error


def _vary_all(blocks: tuple[AnyBlock, ...], width: float, depth: int, kernel: int | None) -> list[AnyBlock]:
    found: list[AnyBlock] = []
    for number, block in enumerate(blocks):
        varied = _vary_one(block, width, kernel)
        found.append(varied)
        if isinstance(varied, Residual) and depth > 1:
            between = [one for one in blocks[number + 1 : number + 2] if one.kind == "activation"]
            found += [*between, _keep_size(varied)] * (depth - 1)
    return found


def _vary_one(block: AnyBlock, width: float, kernel: int | None) -> AnyBlock:
    changes: dict[str, Any] = {}
    if isinstance(block, Conv) and width != 1:
        changes["filters"] = max(block.groups, round(block.filters * width / block.groups) * block.groups)
    if isinstance(block, FullyConnected) and width != 1:
        changes["units"] = max(1, round(block.units * width))
    if kernel and isinstance(block, Conv | Depthwise) and block.kernel >= 3:
        changes["kernel"] = kernel
    if isinstance(block, Residual):
        changes["blocks"] = tuple(_vary_all(block.blocks, width, 1, kernel))
    return type(block).model_validate({**dict(block), **changes}) if changes else block


def _keep_size(block: Residual) -> Residual:
    """The same once more behind it, where the maps are as small already."""
    inner = (one.model_copy(update={"stride": 1}) if hasattr(one, "stride") else one for one in block.blocks)
    return block.model_copy(update={"blocks": tuple(inner)})


def build_spec(base: TrainingSpec, values: Mapping[str, Any], classes: int) -> TrainingSpec | None:
    """The spec with these values; None where its network cannot be built."""
    try:
        spec = apply_values(base, values)
        if spec.design is not None:
            lower(spec.design, spec.image_size, classes)
    except InputError:
        return None
    return spec
