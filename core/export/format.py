"""What an export format is, and what comes of an export."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.errors import InputError
from core.i18n import N_, Message
from core.inference.decision import read_decision
from core.inference.model import Model

RAW = N_(
    "It gives the probabilities as trained, without the temperature, threshold or limit that are kept with the model. "
    "Bundle and ONNX have them."
)


@dataclass(frozen=True)
class Checked:
    """How the exported file answers, compared with the model itself on so many `pictures`.

    `largest_difference` is of a probability; `changed_decisions` are pictures that get another class.
    """

    pictures: int
    largest_difference: float
    changed_decisions: int


@dataclass(frozen=True)
class Exported:
    """What was written: the `model` and the `format` by their names, the `path` of a file or a folder, its `bytes`."""

    model: str
    format: str
    path: Path
    bytes: int
    checked: Checked


class ExportFormat(Protocol):
    """One format. The registry is `core.export.formats`; a contract test runs every member.

    Attributes:
        name: on the command line and in addresses.
        title: for people; marked with `N_`.
        purpose: in one sentence, what it is for; marked with `N_`.
        needs_keras: whether an export starts a process with Keras, which takes ten seconds and a gigabyte.
        tolerance: by how much a probability of a sound file may differ from the model's, which the contract test
            holds on a fresh run. Users are refused a file only beyond what `checked_format` says.
        keeps_rule: whether the temperature, threshold and limit that are kept with a model go with it.

    """

    name: str
    title: str
    purpose: str
    needs_keras: bool
    tolerance: float
    keeps_rule: bool

    def find_obstacle(self, model: Model) -> Message | None:
        """Why the model cannot be had in this format, in a sentence, as far as that is known without trying."""

    def export(self, model: Model, folder: Path, cancel: CancelToken = NEVER) -> Exported:
        """Write the model into the folder, which is made if it is not there, and check what was written.

        What an earlier export has left there is replaced; after an error it is as it was.

        Raises:
            InputError: the model cannot be had in this format or has no file yet, the folder cannot be written, or the
                file does not answer as the model does.
            Cancelled: `cancel` asked for it; the folder is as it was.

        """


def explain_missing_rule(model: Model, chosen: ExportFormat) -> Message | None:
    """That a file decides otherwise than the model, where a rule is kept with it that the format leaves out."""
    try:
        return None if chosen.keeps_rule or read_decision(model).is_plain else Message(RAW)
    except InputError as error:
        return error.message
