"""TensorFlow's SavedModel: a folder with the graph and its weights; its signature `serve` takes pixels."""

from pathlib import Path

from core.backbone.features import Rows
from core.cancel import CancelToken
from core.export.checked_format import CheckedFormat
from core.export.comparison import CheckPictures
from core.export.keras_process import ask_saved_model, convert
from core.i18n import N_
from core.inference.model import Model


class SavedModelFormat(CheckedFormat):
    name = "saved_model"
    title = N_("SavedModel")
    purpose = N_("For TensorFlow Serving and other TensorFlow tools: a folder with the graph and its weights.")
    needs_keras = True
    keeps_rule = False
    tolerance = 1e-4
    suffix = "-saved_model"
    source = "keras"

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        convert(self.name, model.files[self.source], target, cancel)

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        return ask_saved_model(target, pictures.pixels, cancel)
