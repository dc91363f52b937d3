"""Keras's own format: the whole model, to train on or to change in Python; preprocessing is inside."""

from functools import partial
from pathlib import Path

from core.cancel import NEVER, CancelToken
from core.export.copying import copy_and_check
from core.export.format import Exported
from core.export.keras_process import ask_keras
from core.i18n import N_
from core.inference.model import Model


class KerasFormat:
    """The Keras file that a training writes, as it is; ImageNet's network has none."""

    name = "keras"
    title = N_("Keras, to go on with in Python")
    needs_keras = True
    tolerance = 1e-5

    def export(self, model: Model, folder: Path, cancel: CancelToken = NEVER) -> Exported:
        return copy_and_check(model, self.name, folder, partial(ask_keras, cancel=cancel), cancel)
