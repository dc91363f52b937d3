"""ONNX: pixels in, probabilities out, for ONNX Runtime in any language; preprocessing is inside.

What a program must know beside that stands in the file too, as the entry `glassbox` of its metadata: the same JSON as a
bundle's `model.json`, with the classes, how pictures are brought to size, temperature, threshold and reject limit.

    json.loads(session.get_modelmeta().custom_metadata_map["glassbox"])
"""

from pathlib import Path

from core.backbone import onnx_seal
from core.backbone.features import Rows
from core.cancel import CancelToken
from core.export.checked_format import CheckedFormat
from core.export.comparison import CheckPictures, compute_in_batches
from core.export.formats.bundle import describe
from core.i18n import N_
from core.inference.model import Model
from core.inference.session import Classifier

FACTS = "glassbox"  # the key among the metadata


class OnnxFormat(CheckedFormat):
    """The ONNX file that a training writes, and in it what has been decided about its answers since."""

    name = "onnx"
    title = N_("ONNX")
    purpose = N_(
        "For programs in any language, through ONNX Runtime: one file from pixels to probabilities, with classes, "
        "threshold and temperature in its metadata."
    )
    needs_keras = False
    tolerance = 1e-5
    suffix = ".onnx"

    def write(self, model: Model, target: Path, cancel: CancelToken) -> None:
        # Imported here: the pages list the formats, and a worker writes them.
        import onnx
        from onnx import helper

        told = onnx.load(model.files[self.source])
        kept = {one.key: one.value for one in told.metadata_props if one.key != onnx_seal.KEY.decode()}
        helper.set_model_props(told, {**kept, FACTS: describe(model).model_dump_json()})
        onnx_seal.write(target, told.SerializeToString())

    def ask(self, model: Model, target: Path, pictures: CheckPictures, cancel: CancelToken) -> Rows:
        return compute_in_batches(Classifier(target).compute_probabilities, pictures.pixels)
