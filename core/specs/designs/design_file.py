"""A design as a JSON file, which people write, the designer saves, and `train --architecture` takes."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from core.errors import InputError
from core.i18n import N_, Message
from core.networks.design.blocks import KINDS, Design
from core.specs.spec_errors import explain_error

SUFFIX = ".json"
LARGEST = 1 << 20  # bytes; four hundred blocks need a tenth of it


def read_design(path: Path) -> Design:
    """The design in a file.

    Raises:
        InputError: it cannot be read, or is not a design; the block is named.

    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(N_("{path} cannot be read. Name a file with a design in JSON."), path=str(path)) from error
    return parse_design(text, name=str(path))


def parse_design(text: bytes, *, name: str) -> Design:
    """The design in the text of a file called `name`.

    Raises:
        InputError: it is not a design; the block is named.

    """
    if len(text) > LARGEST:
        raise InputError(N_("{path} is too large for a design: it has at most one megabyte."), path=name)
    try:
        return Design.model_validate_json(text)
    except ValidationError as error:
        raise InputError(
            N_("{path} is not a design: {wrong}. Correct the file and open it again."),
            path=name, wrong=explain_design_error(error),
        ) from error  # fmt: skip


def explain_design_error(error: ValidationError) -> Message:
    """What is wrong first, and in which block, counted from 1."""
    invalid, place = explain_error(error), error.errors()[0]["loc"]
    if error.errors()[0]["type"] in ("union_tag_invalid", "union_tag_not_found"):
        values = {"block": _number(place), "known": ", ".join(KINDS)}
        return Message(N_("block {block} has no known kind; the kinds are: {known}"), values)
    if place[:1] == ("blocks",) and len(place) > 1:
        field = str(place[-1])
        return Message(
            N_("block {block}, {field}: {reason}"), {"block": _number(place), "field": field, "reason": invalid.reason}
        )
    return Message("{said}", {"said": str(invalid)})


def _number(place: Sequence[int | str]) -> str:
    """Such as `3`, or `3.1` for the first block within the third."""
    return ".".join(str(part + 1) for part in place if isinstance(part, int))


def format_design(design: Design) -> str:
    """The text of a file with this design; what is as a new block has it is left out."""
    return json.dumps(dump_design(design), indent=1, ensure_ascii=False) + "\n"


def dump_design(design: Design) -> dict[str, object]:
    return {"version": design.version, "name": design.name} | _dump(design.model_dump(), Design)


def _dump(values: dict[str, object], model: type) -> dict[str, object]:
    """The values that differ from those of a new one; the kind of a block always."""
    kept: dict[str, object] = {}
    for name, value in values.items():
        if name == "blocks":
            kept[name] = [_dump(block, KINDS[block["kind"]]) for block in value]  # type: ignore[attr-defined]
        elif name == "kind" or value != _default(model, name):
            kept[name] = value
    return kept


def _default(model: type, name: str) -> object:
    default = model.model_fields[name].default  # type: ignore[attr-defined]
    return default.model_dump() if hasattr(default, "model_dump") else default
