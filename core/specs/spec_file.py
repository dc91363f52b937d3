"""A spec as a JSON file, which the form and the command line save and open."""

import json
from pathlib import Path

from pydantic import ValidationError

from core import files
from core.errors import InputError
from core.i18n import N_
from core.specs.spec_errors import explain_error
from core.specs.training_spec import TrainingSpec

CHANGED = N_("{path} was changed after it was written. If that was meant, delete its line {field} and open it again.")


def read_spec(path: Path) -> TrainingSpec:
    """The spec in a file.

    Raises:
        InputError: it cannot be read, or is not a spec.

    """
    try:
        text = path.read_bytes()
    except OSError as error:
        raise InputError(
            N_("{path} cannot be read. Name a file with a training spec in JSON."), path=str(path)
        ) from error
    return parse_spec(text, name=str(path))


def parse_spec(text: bytes, *, name: str) -> TrainingSpec:
    """The spec in the text of a file called `name`.

    Raises:
        InputError: it is not a spec.

    """
    try:
        return TrainingSpec.model_validate_json(_without_checksum(text, name))
    except ValidationError as error:
        raise InputError(
            N_("{path} is not a training spec: {wrong}. Correct the file and open it again."),
            path=name,
            wrong=explain_error(error),
        ) from error


def _without_checksum(text: bytes, name: str) -> bytes:
    """The text of the spec alone; that which a run keeps carries its checksum."""
    try:
        return files.without_checksum(text).encode()
    except files.ChecksumError as error:
        raise InputError(CHANGED, path=name, field=files.CHECKSUM) from error
    except ValueError:
        return text  # the spec's own error says what is wrong with it


def format_spec(spec: TrainingSpec) -> str:
    """The text of a file with this spec."""
    return json.dumps(spec.model_dump(), indent=1) + "\n"
