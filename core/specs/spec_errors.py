"""Pydantic's errors in a spec, in words for people."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from core.i18n import N_, Message

REASONS: Mapping[str, str] = {
    "greater_than": N_("it must be more than {gt}"),
    "greater_than_equal": N_("it must be at least {ge}"),
    "less_than": N_("it must be less than {lt}"),
    "less_than_equal": N_("it must be at most {le}"),
    "literal_error": N_("it must be {expected}"),
    "literal_choice": N_("it must be one of {expected}"),
    "int_parsing": N_("it must be a whole number"),
    "int_from_float": N_("it must be a whole number"),
    "int_type": N_("it must be a whole number"),
    "float_parsing": N_("it must be a number"),
    "float_type": N_("it must be a number"),
    "finite_number": N_("it must be a finite number"),
    "bool_parsing": N_("it must be true or false"),
    "bool_type": N_("it must be true or false"),
    "string_type": N_("it must be a text"),
    "string_pattern_mismatch": N_("it must be auto, cpu, all, or gpu:0, gpu:1 and so on"),
    "extra_forbidden": N_("there is no such setting"),
    "model_type": N_("it must be a group of settings"),
    "dict_type": N_("it must be a group of settings"),
    "no_range": N_("it needs low and high, or choices"),
    "wrong_range": N_("low must be at most high, and above 0 where it goes by factors"),
    "range_not_whole": N_("low and high must be whole numbers"),
    "design_missing": N_("it goes with the architecture design, and that with it"),
    "json_invalid": N_("it is not JSON"),
}

OR = "' or '"


@dataclass(frozen=True)
class InvalidField:
    """The first field that is not valid, with a dot before a part of it; its value, and why it cannot have that."""

    field: str
    value: str
    reason: Message
    is_unknown: bool

    def __str__(self) -> str:
        return str(self.tell())

    def tell(self) -> Message:
        """The field and the reason."""
        return Message("{field}: {reason}", {"field": self.field, "reason": self.reason}) if self.field else self.reason


def explain_error(error: ValidationError) -> InvalidField:
    """The first of the errors; the others are told when it has been corrected."""
    first = error.errors()[0]
    kind, values = first["type"], {"expected": "", **first.get("ctx", {})}
    if OR in values["expected"]:  # pydantic's own English
        kind, values["expected"] = "literal_choice", values["expected"].replace(OR, "', '")
    reason = Message(REASONS.get(kind, "{message}"), values | {"message": first["msg"]})
    return InvalidField(
        field=".".join(str(part) for part in first["loc"]),
        value=repr(first["input"]),
        reason=reason,
        is_unknown=first["type"] == "extra_forbidden",
    )
