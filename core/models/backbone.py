"""The pretrained network as an ONNX file, made once and kept under GLASSBOX_HOME.

It is written from the weights themselves, without Keras, so that the web process can answer before anybody has trained;
the first worker that has Keras loaded compares the two (`core.models.parity`).
"""

import os
from pathlib import Path

from core.home import disk_errors, home
from core.models.efficientnet import FEATURES, NAME

FORMAT = 2  # goes up when the file changes, so that one made by an older Glassbox is made again
PROBABILITY = "probability"


def key() -> str:
    """What the numbers of the backbone depend on: features that were kept under another key are of no use.

    Raises:
        InputError: the package of the weights is not installed.

    """
    from core.models.pretrained import package_version

    return f"{NAME}-{package_version()}-{FORMAT}"


def backbone_file() -> Path:
    """RGB pixels 0 to 255, (n, 224, 224, 3), in; the `probability` of 1,000 classes and the `features` (n, 1280) out.

    Raises:
        InputError: the weights are not installed or damaged, or the disk is full.

    """
    path = home() / "backbones" / f"{key()}.onnx"
    if not path.exists():
        _write(path)
    return path


def _write(path: Path) -> None:
    # Imported here: once the file is there, nobody needs ONNX's own library for it.
    from core.models.graph import onnx_graph
    from core.models.pretrained import imagenet_architecture, imagenet_weights

    model = onnx_graph(imagenet_architecture(), imagenet_weights(), [PROBABILITY, FEATURES])
    half = path.with_name(f".half-{os.getpid()}-{path.name}")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(model.SerializeToString())
        half.replace(path)
