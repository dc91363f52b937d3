"""LiteRT (once TensorFlow Lite), for phones and small computers: in float32, and with the numbers of 8 bits inside.

Layers whose names begin with an underscore break the conversion ("not a valid root scope name"); ours have none.
"""

from math import comb
from pathlib import Path
from typing import Any

import numpy as np

from core.backbone.features import Rows
from core.cancel import CancelToken
from core.data.pixels.decode import Pixels
from core.errors import InputError
from core.export.checked_format import CheckedFormat
from core.export.comparison import CheckPictures, read_training_pictures
from core.export.format import Checked
from core.export.keras_process import convert
from core.i18n import N_, Message
from core.inference.model import Model
from core.networks.outputs import expand_to_both_classes

NOT_INSTALLED = N_("LiteRT, which checks the file, is not installed. Install it: pip install -r {file}")
NO_TRAINING_PICTURES = N_(
    "The training pictures of {model}, by which its numbers would be scaled to 8 bits, are not here. "
    "Add the dataset again, or choose litert."
)
TOO_MANY_CHANGED = N_(
    "With numbers of 8 bits {changed} of {pictures} pictures would get another class from {model}. Choose litert."
)
REQUIREMENTS = "requirements-export.txt"
CALIBRATION = 128  # training pictures by which the range of each layer is measured
CHANGED = 0.01  # of all decisions may be other ones
DOUBT = 0.005  # how often a file of which just so many change may be refused by chance


class LiteRtFormat(CheckedFormat):
    name = "litert"
    title = N_("LiteRT")
    purpose = N_("For Android, iOS and small computers such as a Raspberry Pi, with the numbers as they were trained.")
    needs_keras = True
    keeps_rule = False
    tolerance = 1e-4
    suffix = ".tflite"
    source = "keras"

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        _import_interpreter()
        convert(self.name, model.files[self.source], target, cancel)

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        return _ask(target, pictures.pixels, cancel)


class LiteRtInt8Format(CheckedFormat):
    """Pixels and probabilities stay float32, so that a program can take either file."""

    name = "litert_int8"
    title = N_("LiteRT, 8 bits")
    purpose = N_(
        "For phones where size and speed count: a quarter of the size, scaled by training pictures; answers shift a "
        "little."
    )
    needs_keras = True
    keeps_rule = False
    tolerance = 0.2
    suffix = "-int8.tflite"
    source = "keras"
    most_pictures = 384  # of 64, one in a hundred cannot be told from one in twenty

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        _import_interpreter()
        pixels = read_training_pictures(model, CALIBRATION)
        if pixels is None:
            raise InputError(NO_TRAINING_PICTURES, model=model.id)
        convert(self.name, model.files[self.source], target, cancel, pixels)

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        return _ask(target, pictures.pixels, cancel)

    def find_fault(self, checked: Checked, file: str, model: Model) -> Message | None:
        if checked.changed_decisions <= count_allowed(checked.pictures) and checked.largest_difference <= 1:
            return None
        values = {"changed": checked.changed_decisions, "pictures": checked.pictures, "model": model.id}
        return Message(TOO_MANY_CHANGED, values)


def count_allowed(pictures: int) -> int:
    """So many decisions of these pictures may change before it is more than 1 % by more than chance.

    The largest number that a binomial count exceeds with a probability of 0.5 % at most.
    """
    allowed, left = -1, 1.0
    while left > DOUBT:
        allowed += 1
        left -= comb(pictures, allowed) * CHANGED**allowed * (1 - CHANGED) ** (pictures - allowed)
    return allowed


def _import_interpreter() -> Any:
    """LiteRT's interpreter, which is an optional dependency.

    Raises:
        InputError: it is not installed.

    """
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError as error:
        raise InputError(NOT_INSTALLED, file=REQUIREMENTS) from error
    return Interpreter


def _ask(path: Path, pixels: Pixels, cancel: CancelToken) -> Rows:
    """Picture by picture, as a phone does it."""
    interpreter = _import_interpreter()(model_content=path.read_bytes())
    interpreter.allocate_tensors()
    (entry,), (exit_,) = interpreter.get_input_details(), interpreter.get_output_details()
    rows = []
    for picture in pixels:
        cancel.raise_if_cancelled()
        interpreter.set_tensor(entry["index"], picture[None].astype(np.float32))
        interpreter.invoke()
        rows.append(interpreter.get_tensor(exit_["index"])[0])
    return expand_to_both_classes(np.stack(rows))
