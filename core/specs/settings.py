"""What can be set in a training spec, read from its fields: form, address and command line ask with these alone.

Usage:
    momentum = settings()["momentum"]
    momentum.low, momentum.high          # 0.0, 0.9999999999999999
    momentum.parse("0.5")                # 0.5; InputError where it cannot be that
    settings()["augmentation.flip"].kind   # "boolean"
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from core.errors import InputError
from core.form_field import FormField
from core.i18n import N_
from core.networks.augmentation import Augmentation
from core.specs.spec_errors import explain_error
from core.specs.training_spec import TrainingSpec

Kind = Literal["integer", "number", "boolean", "string", "object"]  # as a JSON schema calls them
Number = int | float


@dataclass(frozen=True)
class Setting:
    """One field of a spec; a field of a field has a name with a dot: `augmentation.flip`.

    `low` and `high` are the least and the greatest valid value, None where there is no limit; `choices` are all valid
    values of a setting that has but a few. One that is `optional` may be None. `limits` says low and high for people.
    """

    name: str
    kind: Kind
    default: Any
    form: FormField
    low: Number | None
    high: Number | None
    limits: str
    choices: tuple[str, ...]
    optional: bool
    field: FieldInfo

    def parse(self, text: str) -> Any:
        """The value that a text in an address or a command stands for.

        Raises:
            InputError: the setting cannot have this value.

        """
        try:
            value = self._adapter.validate_python(text)
        except ValidationError as error:
            raise InputError(
                N_("“{entry}” cannot be used: {reason}."), entry=text, reason=explain_error(error).reason
            ) from error
        return value.value if isinstance(value, Enum) else value  # forms hold plain values

    def has_effect(self, values: Mapping[str, Any]) -> bool:
        """Whether a training with these values takes note of it."""
        return all(values[name] in heeded for name, heeded in self.form.only_with.items())

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        annotated: Any = Annotated[self.field.annotation, *self.field.metadata]
        return TypeAdapter(annotated)


@cache
def list_settings() -> Mapping[str, Setting]:
    """Every setting by its name, in the order in which they are asked for."""
    return {setting.name: setting for setting in read_settings(TrainingSpec)}


def read_settings(model: type[BaseModel], prefix: str = "") -> Iterator[Setting]:
    """The settings that a model's fields are, in their order; a field without a form is none."""
    whole = model.model_json_schema()
    schema = _follow(whole, whole)["properties"]
    for name, field in model.model_fields.items():
        form = next((one for one in field.metadata if isinstance(one, FormField)), None)
        if form:
            yield _read_setting(prefix + name, field, form, _follow(schema[name], whole))
        if name == "augmentation":
            yield from read_settings(Augmentation, prefix="augmentation.")


def _follow(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema; that of an enumeration, and of a model that holds itself, stands elsewhere and is referred to."""
    name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    return whole["$defs"][name] if name else schema


def _read_setting(name: str, field: FieldInfo, form: FormField, schema: Mapping[str, Any]) -> Setting:
    """The schema of a field that may be None is that of its values and that of None."""
    (valid,) = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    low, high = _read_limits(valid)
    return Setting(
        name=name,
        kind=valid.get("type", "object"),
        default=field.default,
        form=form,
        low=low,
        high=high,
        limits=_write_limits(valid),
        choices=tuple(valid.get("enum", ())),
        optional="anyOf" in schema,
        field=field,
    )


def _read_limits(schema: Mapping[str, Any]) -> tuple[Number | None, Number | None]:
    """The least and the greatest valid number; beside an exclusive limit it is the next one that there is."""
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if schema.get("type") == "integer":
        return low if above is None else above + 1, high if below is None else below - 1
    low = low if above is None else math.nextafter(above, math.inf)
    high = high if below is None else math.nextafter(below, -math.inf)
    return None if low is None else float(low), None if high is None else float(high)


def _write_limits(schema: Mapping[str, Any]) -> str:
    """Such as `0 <= x < 1`; nothing where there are none."""
    before = [f"{schema[key]} {sign} " for key, sign in (("minimum", "<="), ("exclusiveMinimum", "<")) if key in schema]
    after = [f" {sign} {schema[key]}" for key, sign in (("maximum", "<="), ("exclusiveMaximum", "<")) if key in schema]
    return "".join((*before, "x", *after)) if before or after else ""
