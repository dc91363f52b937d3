"""A spec as values by the names of its settings, as commands, addresses and comparisons have it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from core.errors import InputError
from core.i18n import N_
from core.specs.settings import list_settings
from core.specs.spec_errors import explain_error
from core.specs.training_spec import TrainingSpec


def spec_from(values: Mapping[str, Any]) -> TrainingSpec:
    """The spec with those values; what is not named is at its default.

    A name with a dot reaches into a field: `augmentation.flip`.

    Raises:
        InputError: it names the first setting that there is not, or that cannot have its value.

    """
    try:
        return TrainingSpec.model_validate(_nest(values))
    except ValidationError as error:
        invalid = explain_error(error)
        if invalid.is_unknown:
            raise InputError(
                N_("{name} is not a setting of a training. The settings are: {fields}."),
                name=invalid.field,
                fields=", ".join(list_settings()),
            ) from error
        raise InputError(
            N_("{name} cannot be {given}: {reason}. Change it and start again."),
            name=invalid.field,
            given=invalid.value,
            reason=invalid.reason,
        ) from error


def list_values(spec: TrainingSpec) -> dict[str, Any]:
    """Every value as `spec_from` takes it, those of a field's own fields by a name with a dot."""
    values: dict[str, Any] = {}
    for name, value in spec.model_dump(exclude={"version", "design", "share", "trial_of"}).items():
        if isinstance(value, dict):
            values |= {f"{name}.{part}": inner for part, inner in value.items()}
        else:
            values[name] = value
    return values | ({"design": spec.design} if spec.design else {})


def _nest(values: Mapping[str, Any]) -> dict[str, Any]:
    """Names with a dot put into the field before it; one that was a word, such as `own`, begins anew."""
    nested = {name: value for name, value in values.items() if "." not in name}
    for name, value in values.items():
        field, dot, part = name.partition(".")
        if dot:
            within = nested.get(field)
            nested[field] = (within if isinstance(within, dict) else {}) | {part: value}
    return nested
