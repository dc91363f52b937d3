"""Verify that a backbone's ONNX file agrees with Keras: once a file, by the first worker that has Keras."""

from pathlib import Path

import keras
import numpy as np
import onnxruntime
from pydantic import BaseModel

from core.backbone.onnx_form import PROBABILITY, ensure_backbone_file, find_onnx_path, is_ready
from core.errors import InputError
from core.files import none_if_damaged, read_json, write_json
from core.i18n import N_
from core.networks.architecture import IMAGE
from core.networks.backbones import EMBEDDED, FEATURES, Backbone
from core.training.keras.model_files import write_features
from core.training.keras.transplant import build_pretrained_model

AGREE_TO = 1e-3
PICTURES = 2


class Verified(BaseModel):
    """`<name>.verified.json`: the largest difference that was found, and with which Keras."""

    difference: float
    keras: str


@none_if_damaged
def _read(path: Path) -> Verified | None:
    return read_json(path, Verified)


def ensure_verified(backbone: Backbone = EMBEDDED) -> Path:
    """The backbone's ONNX file, converted from Keras if it is missing, and compared with Keras once.

    Raises:
        InputError: the two disagree, or the weights are missing or damaged.

    """
    if not is_ready(backbone):
        write_features(build_pretrained_model(backbone), find_onnx_path(backbone))
    path = ensure_backbone_file(backbone)
    verified = path.with_suffix(".verified.json")
    if _read(verified) is None:
        apart = measure_difference(path, backbone)
        if not apart <= AGREE_TO:
            path.unlink(missing_ok=True)
            raise InputError(
                N_("The pretrained network answers differently in ONNX Runtime and in Keras ({difference}). "
                   "Install the requirements again."), difference=f"{apart:.2g}",
            )  # fmt: skip
        write_json(verified, Verified(difference=apart, keras=keras.__version__))
    return path


def measure_difference(path: Path, backbone: Backbone = EMBEDDED) -> float:
    """The largest difference of a feature, or of a probability if it has any, on two pictures of noise."""
    model = build_pretrained_model(backbone)
    asked = [FEATURES] if backbone.application else [FEATURES, PROBABILITY]
    both = keras.Model(model.input, [model.get_layer(name).output for name in asked])
    shape = (PICTURES, backbone.image_size, backbone.image_size, 3)
    pixels = np.random.default_rng(0).uniform(0, 255, shape).astype(np.float32)
    said = [keras.ops.convert_to_numpy(output) for output in keras.tree.flatten(both(pixels, training=False))]
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = session.run(asked, {IMAGE: pixels})
    return max(float(np.abs(ours - theirs).max()) for ours, theirs in zip(found, said, strict=True))
