"""From a picture to its classes: the one decoding function, then the model."""

from dataclasses import dataclass
from pathlib import Path

from core.data.decode import decode
from core.errors import InputError
from core.i18n import N_
from core.inference.session import Classifier
from core.runs.folder import RunFolder


@dataclass(frozen=True)
class Guess:
    """One class and how probable the model thinks it."""

    label: str
    probability: float


def classifier(run: RunFolder) -> Classifier:
    """The model of a run.

    Raises:
        InputError: the run has none yet.

    """
    model = Classifier(run.onnx_model, tuple(run.classes()))
    if not run.onnx_model.exists():
        raise InputError(
            N_("The run {run} has no model yet. Wait until it has ended, or choose another run."), run=run.run_id
        )
    return model


def predict(model: Classifier, source: Path | bytes, name: str) -> list[Guess]:
    """All classes of one picture, the most probable first. `name` is what an error calls the picture.

    Raises:
        PictureError: the picture cannot be read.

    """
    pixels = decode(source, model.image_size, name=name)
    (probabilities,) = model.probabilities(pixels[None])
    guesses = [Guess(label, float(p)) for label, p in zip(model.classes, probabilities, strict=True)]
    return sorted(guesses, key=lambda guess: -guess.probability)
