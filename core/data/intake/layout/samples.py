"""A few pictures of each way in which folders can be read, for the question which way is meant."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from core.data.intake.layout.readings import Reading, Sample
from core.data.pixels.decode import PictureError, decode

COUNT, SIDE = 4, 96  # pictures of each reading, and their side in pixels


def read_samples(readings: Sequence[Reading], root: Path) -> Mapping[str, list[Sample]]:
    """Up to `COUNT` pictures of different classes of each reading, by its name; damaged pictures are left out."""
    samples: dict[str, list[Sample]] = {}
    for reading in readings:
        found = samples.setdefault(reading.name, [])
        for label, path in reading.choose_samples(root, COUNT):
            with suppress(PictureError):  # it is told by name when the dataset is added
                found.append(Sample(label, decode(path, SIDE)))
    return samples
