"""Whether the backbone's ONNX file says what Keras says: asked once a file, by the first worker that has Keras."""

import json
from pathlib import Path

import keras
import numpy as np
import onnxruntime

from core.errors import InputError
from core.home import write_atomically
from core.i18n import N_
from core.models.architecture import IMAGE
from core.models.backbone import PROBABILITY, backbone_file
from core.models.efficientnet import FEATURES, IMAGE_SIZE
from core.models.transplant import imagenet_model

AGREE_TO = 1e-3
PICTURES = 2


def ensure_verified() -> Path:
    """The backbone's ONNX file, compared with Keras now if it never was.

    Raises:
        InputError: the two disagree.

    """
    path = backbone_file()
    verified = path.with_suffix(".verified.json")
    if not verified.exists():
        apart = furthest_apart(path)
        if not apart <= AGREE_TO:
            path.unlink(missing_ok=True)
            raise InputError(
                N_("The pretrained network answers differently in ONNX Runtime and in Keras ({difference}). "
                   "Install the requirements again."), difference=f"{apart:.2g}",
            )  # fmt: skip
        write_atomically(verified, json.dumps({"difference": apart, "keras": keras.__version__}))
    return path


def furthest_apart(path: Path) -> float:
    """The largest difference of a feature or a probability on two pictures of noise."""
    model = imagenet_model()
    both = keras.Model(model.input, [model.get_layer(FEATURES).output, model.output])
    pixels = np.random.default_rng(0).uniform(0, 255, (PICTURES, IMAGE_SIZE, IMAGE_SIZE, 3)).astype(np.float32)
    said = [keras.ops.convert_to_numpy(output) for output in both(pixels, training=False)]
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = session.run([FEATURES, PROBABILITY], {IMAGE: pixels})
    return max(float(np.abs(ours - theirs).max()) for ours, theirs in zip(found, said, strict=True))
