"""Keras's own format: the whole model, to train on or to change in Python; preprocessing is inside."""

from pathlib import Path

from core.backbone.features import Rows
from core.cancel import CancelToken
from core.export.checked_format import CheckedFormat, copy_source
from core.export.comparison import CheckPictures
from core.export.keras_process import ask_keras
from core.i18n import N_
from core.inference.model import Model


class KerasFormat(CheckedFormat):
    """The Keras file that a training writes, as it is; ImageNet's network has none."""

    name = "keras"
    title = N_("Keras")
    purpose = N_("To go on in Python: train it further, look inside, change its layers.")
    needs_keras = True
    keeps_rule = False
    tolerance = 1e-5
    suffix = ".keras"
    source = "keras"

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        copy_source(model, self.source, target)

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        return ask_keras(target, pictures.pixels, cancel)
