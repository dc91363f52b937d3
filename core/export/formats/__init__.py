"""The export formats by name. To add one: a module with a class of `ExportFormat`, and its line in `FORMATS`."""

from collections.abc import Sequence

from core.export.format import ExportFormat
from core.export.formats.bundle import BundleFormat
from core.export.formats.card import CardFormat
from core.export.formats.keras import KerasFormat
from core.export.formats.litert import LiteRtFormat, LiteRtInt8Format
from core.export.formats.onnx import OnnxFormat
from core.export.formats.saved_model import SavedModelFormat
from core.export.formats.script import NotebookFormat, ScriptFormat

FORMATS: Sequence[ExportFormat] = (
    BundleFormat(),
    OnnxFormat(),
    KerasFormat(),
    LiteRtFormat(),
    LiteRtInt8Format(),
    SavedModelFormat(),
    ScriptFormat(),
    NotebookFormat(),
    CardFormat(),
)


def find_format(name: str) -> ExportFormat:
    """The format of that name, which is one of `FORMATS`."""
    return next(one for one in FORMATS if one.name == name)
