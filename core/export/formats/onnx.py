"""ONNX: pixels in, probabilities out, for ONNX Runtime in any language; preprocessing is inside."""

from pathlib import Path

from core.backbone.features import Rows
from core.cancel import NEVER, CancelToken
from core.data.pixels.decode import Pixels
from core.export.copying import copy_and_check
from core.export.format import Exported
from core.i18n import N_
from core.inference.model import Model
from core.inference.session import Classifier


class OnnxFormat:
    """The ONNX file that a training writes, as it is."""

    name = "onnx"
    title = N_("ONNX, for ONNX Runtime")
    needs_keras = False
    tolerance = 1e-5

    def export(self, model: Model, folder: Path, cancel: CancelToken = NEVER) -> Exported:
        return copy_and_check(model, self.name, folder, _ask, cancel)


def _ask(path: Path, pixels: Pixels) -> Rows:
    return Classifier(path).compute_probabilities(pixels)
