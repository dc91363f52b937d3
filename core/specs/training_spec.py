"""What a person asks of a training: validated when it comes from a form, a file or a command line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticKnownError

from core.errors import InputError
from core.i18n import N_
from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES, IMAGE_SIZE, Backbone, Trainable
from core.specs.spec_errors import what_is_wrong

ArchitectureName = Literal[
    "article", "compact", "efficientnet_lite0", "mobilenet_v3_large", "efficientnet_v2_b0", "convnext_tiny"
]
Optimizer = Literal["sgd", "rmsprop", "adam", "adamw"]
Schedule = Literal["constant", "cosine", "one_cycle"]
ClassWeights = Literal["none", "balanced"]
Precision = Literal["auto", "float32", "mixed_bfloat16", "mixed_float16"]
OWN = "own"  # stands for None in files and on the command line: what the architecture brings itself
NONE = "none"
GENTLY = {  # fine-tuning, where nothing else is asked for
    "epochs": 6,
    "batch_size": 16,
    "learning_rate": 3e-5,
    "schedule": "cosine",
    "label_smoothing": 0.05,
}


def _no_own(value: Any) -> Any:
    return None if value == OWN else value


def _no_augmentation(value: Any) -> Any:
    return {} if value == NONE else _no_own(value)


def _own_if_none(value: Any) -> Any:
    value = value.model_dump() if isinstance(value, BaseModel) else value
    return OWN if value is None else value


Dropout = Annotated[
    Annotated[float, Field(ge=0, le=0.95)] | None, BeforeValidator(_no_own), PlainSerializer(_own_if_none)
]
Recipe = Annotated[Augmentation | None, BeforeValidator(_no_augmentation), PlainSerializer(_own_if_none)]


class TrainingSpec(BaseModel):
    """The whole of one request; two runs of one spec on one machine differ in nothing but time.

    Attributes:
        trainable: what learns of a pretrained network: its last layer, its last stages as well, or all of it;
            networks without pretrained weights ignore it and learn as a whole.
        epochs: passes over the training pictures; a head alone is trained until it has converged instead.
        image_size: pixels a side; a pretrained network takes those it was trained with.
        learning_rate: the peak, where a schedule changes it.
        momentum: of `sgd` and `rmsprop`; the others ignore it, as they ignore `nesterov`, which is of `sgd` alone.
        warm_up: share of all steps in which the rate of `cosine` and `one_cycle` climbs to its peak.
        weight_decay: share of each weight, times the rate, by which every step shrinks it; whatever the optimiser.
        clip_norm: the longest that all gradients together may be; 0 leaves them alone.
        early_stopping: epochs without a better one after which the run ends; 0 lets it go on.
        dropout: None leaves the architecture's own rate.
        augmentation: None is the architecture's own recipe.
        device: `auto` is the first GPU, else the CPU; `cpu`; `gpu:N`; `all` GPUs at once.

    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[2] = 2
    dataset: str = "sketches"
    architecture: ArchitectureName = "article"
    trainable: Trainable = "head"
    epochs: Annotated[int, Field(ge=1, le=1000)] = 10
    image_size: Annotated[int, Field(ge=32, le=512)] = 96
    batch_size: Annotated[int, Field(ge=1, le=1024)] = 32
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 1e-3
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    optimizer: Optimizer = "adam"
    momentum: Annotated[float, Field(ge=0, lt=1)] = 0.9
    nesterov: bool = False
    schedule: Schedule = "constant"
    warm_up: Annotated[float, Field(ge=0, le=0.9)] = 0.1
    weight_decay: Annotated[float, Field(ge=0, lt=1)] = 0.0
    clip_norm: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    label_smoothing: Annotated[float, Field(ge=0, lt=0.5)] = 0.0
    class_weights: ClassWeights = "none"
    early_stopping: Annotated[int, Field(ge=0, le=1000)] = 0
    dropout: Dropout = None
    augmentation: Recipe = None
    device: Annotated[str, Field(pattern=r"^(auto|cpu|all|gpu:\d{1,3})$")] = "auto"
    precision: Precision = "auto"

    @property
    def backbone(self) -> Backbone | None:
        """The pretrained network; None for one that learns from scratch."""
        return BACKBONES.get(self.architecture)

    @property
    def head_only(self) -> bool:
        """Whether everything but the last layer is frozen, so that it can learn from features that are kept."""
        return self.backbone is not None and self.trainable == "head"

    @model_validator(mode="before")
    @classmethod
    def _suited(cls, values: Any) -> Any:
        """What is not said about a pretrained network follows from it."""
        if not isinstance(values, dict) or values.get("architecture") not in BACKBONES:
            return values
        gently = GENTLY if values.get("trainable", "head") != "head" else {}
        return {"image_size": IMAGE_SIZE, **gently} | values

    @field_validator("image_size")
    @classmethod
    def _as_it_was_trained(cls, size: int, others: ValidationInfo) -> int:
        if others.data.get("architecture") in BACKBONES and size != IMAGE_SIZE:
            raise PydanticKnownError("literal_error", {"expected": str(IMAGE_SIZE)})
        return size

    @model_validator(mode="before")
    @classmethod
    def _from_version_1(cls, values: Any) -> Any:
        """The first version had fewer fields, and only AdamW took note of the weight decay."""
        if not isinstance(values, dict) or values.get("version") != 1:
            return values
        decay = values.get("weight_decay", 0.0) if values.get("optimizer") == "adamw" else 0.0
        return values | {"version": 2, "weight_decay": decay}


def spec_from(values: Mapping[str, Any]) -> TrainingSpec:
    """The spec with those fields, or an InputError that names the first field that cannot be used.

    A name with a dot reaches into a field: `augmentation.flip`.
    """
    try:
        return TrainingSpec.model_validate(_nested(values))
    except ValidationError as error:
        wrong = what_is_wrong(error)
        if wrong.unknown:
            raise InputError(
                N_("{name} is not a setting of a training. The settings are: {fields}."),
                name=wrong.field,
                fields=", ".join(names()),
            ) from error
        raise InputError(
            N_("{name} cannot be {given}: {reason}. Change it and start again."),
            name=wrong.field,
            given=wrong.given,
            reason=wrong.reason,
        ) from error


def read_spec(path: Path) -> TrainingSpec:
    """The spec in a JSON file."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise InputError(
            N_("{path} cannot be read. Name a file with a training spec in JSON."), path=str(path)
        ) from error
    return parse_spec(text, name=str(path))


def parse_spec(text: bytes, *, name: str) -> TrainingSpec:
    """The spec in JSON that came in a file called `name`."""
    try:
        return TrainingSpec.model_validate_json(text)
    except ValidationError as error:
        wrong = what_is_wrong(error)
        raise InputError(
            N_("{path} is not a training spec: {wrong}. Correct the file and open it again."), path=name, wrong=wrong
        ) from error


def names() -> list[str]:
    """Every setting, those of a field's own fields with a dot."""
    found = []
    for name in list(TrainingSpec.model_fields)[1:]:
        found.append(name)
        if name == "augmentation":
            found += [f"{name}.{part}" for part in Augmentation.model_fields]
    return found


def flat(spec: TrainingSpec) -> dict[str, Any]:
    """Every field by its name as `spec_from` takes it, those of a field's own fields with a dot."""
    found: dict[str, Any] = {}
    for name, value in spec.model_dump(exclude={"version"}).items():
        if isinstance(value, dict):
            found |= {f"{name}.{part}": inner for part, inner in value.items()}
        else:
            found[name] = value
    return found


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Names with a dot put into the field before it; one that was a word, such as `own`, begins anew."""
    found = {name: value for name, value in values.items() if "." not in name}
    for name, value in values.items():
        field, dot, part = name.partition(".")
        if dot:
            within = found.get(field)
            found[field] = (within if isinstance(within, dict) else {}) | {part: value}
    return found
