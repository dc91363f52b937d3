"""What a person asks of a training: validated when it comes from a form, a file or a command line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import InputError
from core.i18n import N_

ArchitectureName = Literal["article", "compact"]
Optimizer = Literal["adam", "adamw"]
Schedule = Literal["constant", "cosine"]
Precision = Literal["auto", "float32", "mixed_bfloat16", "mixed_float16"]


class TrainingSpec(BaseModel):
    """The whole of one request; two runs of one spec on one machine differ in nothing but time.

    `image_size` is in pixels a side, `learning_rate` is the peak where a schedule changes it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    dataset: str = "sketches"
    architecture: ArchitectureName = "article"
    epochs: Annotated[int, Field(ge=1, le=1000)] = 10
    image_size: Annotated[int, Field(ge=32, le=512)] = 96
    batch_size: Annotated[int, Field(ge=1, le=1024)] = 32
    learning_rate: Annotated[float, Field(gt=0, le=10)] = 1e-3
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    optimizer: Optimizer = "adam"
    schedule: Schedule = "constant"
    weight_decay: Annotated[float, Field(ge=0, lt=1)] = 0.0
    label_smoothing: Annotated[float, Field(ge=0, lt=0.5)] = 0.0
    precision: Precision = "auto"


def spec_from(values: Mapping[str, Any]) -> TrainingSpec:
    """The spec with those fields, or an InputError that names the first field that cannot be used."""
    try:
        return TrainingSpec.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            fields = ", ".join(TrainingSpec.model_fields)
            raise InputError(N_("{name} is not a setting of a training. The settings are: {fields}."),
                             name=name, fields=fields) from error  # fmt: skip
        raise InputError(
            N_("{name} cannot be {given}: {reason}. Change it and start again."),
            name=name, given=repr(first["input"]), reason=first["msg"],
        ) from error  # fmt: skip


def read_spec(path: Path) -> TrainingSpec:
    """The spec in a JSON file."""
    try:
        return TrainingSpec.model_validate_json(path.read_bytes(), strict=False)
    except OSError as error:
        raise InputError(
            N_("{path} cannot be read. Name a file with a training spec in JSON."), path=str(path)
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(
            N_("{path} is not a training spec: {field} {reason}. Correct the file and start again."),
            path=str(path), field=".".join(str(part) for part in first["loc"]), reason=first["msg"],
        ) from error  # fmt: skip
