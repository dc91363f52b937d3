"""What a person can decide about how their folders are read."""

from pydantic import BaseModel, ConfigDict


class LayoutChoices(BaseModel):
    """Decisions about folders, all of them open to begin with.

    Attributes:
        reading: the name of the reading to use where several are possible, or against the one that was found.
        labels: a CSV or JSON file with the labels; relative to the pictures' folder, or absolute.
        path_column: the column of `labels` that names the pictures; found by what it holds if None.
        label_column: the column that holds their classes; found likewise.
        join_capitals: whether class names that differ only in capitals and spaces are one class.
        names_encoding: how an archive's file names are encoded; guessed if None.

    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reading: str | None = None
    labels: str | None = None
    path_column: str | None = None
    label_column: str | None = None
    join_capitals: bool = False
    names_encoding: str | None = None


OPEN = LayoutChoices()
