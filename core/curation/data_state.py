"""What is known of the pictures behind a figure, so that it is said beside the figure: `data_state.json`.

A run keeps it as it was when the training began, a dataset as it is after its last decision (`current_state.py`).
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from core import files
from core.i18n import N_, Message
from core.units import join_names

FILE = "data_state.json"
LEAKS = N_(
    "{pictures} of the validation and test pictures are in another split too: the figures are too good, since the "
    "model may have learned these by heart."
)
CONFLICTS = N_("{pictures} pictures are under two labels: for some of them the right answer counts as a mistake.")
ABSENT = N_("There are no test pictures of {labels}: no figure says how well they are recognised.")


class DataState(BaseModel):
    """The dataset's version, and how many pictures are in two splits or under two labels.

    `absent` are the classes without a test picture where others have some. `compared` is false where only identical
    files are known, in datasets of an earlier version.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    leaks: int
    conflicts: int
    absent: Sequence[str]
    compared: bool = True
    revision: int = 0

    def explain(self) -> list[Message]:
        """A sentence for each thing that makes a figure worth less than it seems."""
        notes = []
        if self.leaks:
            notes.append(Message(LEAKS, {"pictures": f"{self.leaks:,}"}))
        if self.conflicts:
            notes.append(Message(CONFLICTS, {"pictures": f"{self.conflicts:,}"}))
        if self.absent:
            notes.append(Message(ABSENT, {"labels": join_names(self.absent)}))
        return notes


def write(folder: Path, state: DataState) -> None:
    files.write_json(folder / FILE, state)


@files.none_if_damaged
def read(folder: Path) -> DataState | None:
    """The state that is kept in a folder; None if there is none."""
    return files.read_json(folder / FILE, DataState)
