"""The words for what has no value of its own in a spec: they stand for it in files, addresses and commands."""

from typing import Any

from pydantic import BaseModel, BeforeValidator, PlainSerializer

OWN = "own"  # None: what the architecture brings itself
NONE = "none"  # a recipe that changes nothing


def _none_if_own(value: Any) -> Any:
    return None if value == OWN else value


def _empty_if_none(value: Any) -> Any:
    return {} if value == NONE else value


def _own_if_none(value: Any) -> Any:
    value = value.model_dump() if isinstance(value, BaseModel) else value
    return OWN if value is None else value


READS_OWN = BeforeValidator(_none_if_own)
READS_NONE = BeforeValidator(_empty_if_none)
WRITES_OWN = PlainSerializer(_own_if_none)
