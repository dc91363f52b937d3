"""ONNX: pixels in, probabilities out, for ONNX Runtime in any language; preprocessing is inside."""

from pathlib import Path

from core.backbone.features import Rows
from core.cancel import CancelToken
from core.export.checked_format import CheckedFormat, copy_source
from core.export.comparison import CheckPictures, compute_in_batches
from core.i18n import N_
from core.inference.model import Model
from core.inference.session import Classifier


class OnnxFormat(CheckedFormat):
    """The ONNX file that a training writes, as it is."""

    name = "onnx"
    title = N_("ONNX")
    purpose = N_("For programs in any language, through ONNX Runtime: one file from pixels to probabilities.")
    needs_keras = False
    tolerance = 1e-5
    suffix = ".onnx"

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        copy_source(model, self.source, target)

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        return compute_in_batches(Classifier(target).compute_probabilities, pictures.pixels)
