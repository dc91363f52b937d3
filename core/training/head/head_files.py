"""The files of a head's model: the head alone, the whole as Keras has it, and the whole as ONNX. None needs Keras."""

from core.backbone import onnx_seal
from core.backbone.head import Head
from core.backbone.onnx_form import PROBABILITY, ensure_backbone_file
from core.backbone.onnx_graph import add_head, build_onnx
from core.backbone.weights.imagenet_weights import read_imagenet_weights
from core.networks.architecture import Architecture
from core.networks.backbones import BACKBONES, FEATURES
from core.networks.layers import Dense
from core.runs.folder import RunFolder
from core.runs.trained_head import TrainedHead
from core.training.head.keras_form import KerasForm


def write_head_files(head: TrainedHead, architecture: Architecture, form: KerasForm, run: RunFolder) -> None:
    """Write all three; last the ONNX file, since a run with that file counts as having a model."""
    last = architecture.nodes[-1].layer
    assert isinstance(last, Dense)
    head.save(run.head)
    form.write(run.keras_model, head.last, last)
    onnx_seal.write(run.onnx_model, build_onnx_model(architecture, head.last))


def build_onnx_model(architecture: Architecture, head: Head) -> bytes:
    """The network with this head as ONNX: pixels in, `probability` and the `features` it was made of out."""
    backbone = BACKBONES[architecture.name]
    if backbone.application is not None:
        return add_head(ensure_backbone_file(backbone).read_bytes(), architecture.nodes[-1], head.kernel, head.bias)
    weights = {**read_imagenet_weights(backbone), PROBABILITY: [head.kernel, head.bias]}
    data: bytes = build_onnx(architecture, weights, [PROBABILITY, FEATURES]).SerializeToString()
    return data
