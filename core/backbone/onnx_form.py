"""The pretrained network as an ONNX file, made once a machine and kept.

That of the embedded one is written from the weights themselves, without Keras, so that the web process can answer
before anybody has trained. The first worker that has Keras loaded compares the two (`core.training.keras.parity`), and
makes that of any other network.
"""

from pathlib import Path

from core import files, workspace
from core.errors import InputError
from core.i18n import N_
from core.networks.backbones import EMBEDDED, FEATURES, Backbone

FORMAT = 2  # goes up when the file changes, so that one made by an older Glassbox is made again
PROBABILITY = "probability"


def key(backbone: Backbone = EMBEDDED) -> str:
    """What the numbers of a backbone depend on: features that were kept under another key are of no use.

    Raises:
        InputError: the package of the weights is not installed.

    """
    if backbone.application is not None:
        return f"{backbone.name}-{backbone.application.checksum[:8]}-{FORMAT}"
    from core.backbone.imagenet_weights import package_version

    return f"{backbone.name}-{package_version()}-{FORMAT}"


def path_of(backbone: Backbone) -> Path:
    """Where its ONNX form is, or will be."""
    return workspace.current().backbones / f"{key(backbone)}.onnx"


def is_ready(backbone: Backbone) -> bool:
    """Whether a process without Keras can compute its features."""
    return backbone.application is None or path_of(backbone).exists()


def backbone_file(backbone: Backbone = EMBEDDED) -> Path:
    """RGB pixels 0 to 255, (n, 224, 224, 3), in; the `features` (n, width) out.

    The embedded one also gives the `probability` of ImageNet's 1,000 classes.

    Raises:
        InputError: the weights are not installed or damaged, the disk is full, or no worker has made the file yet.

    """
    path = path_of(backbone)
    if not path.exists():
        if backbone.application is not None:
            raise InputError(
                N_("{title} is not ready on this machine. Train a head on it once, which makes it so."),
                title=backbone.title,
            )
        _write(path)
    return path


def _write(path: Path) -> None:
    # Imported here: once the file is there, nobody needs ONNX's own library for it.
    from core.backbone.imagenet_weights import imagenet_architecture, imagenet_weights
    from core.backbone.onnx_graph import onnx_graph

    model = onnx_graph(imagenet_architecture(), imagenet_weights(), [PROBABILITY, FEATURES])
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    files.sweep(path.parent)
    files.write_atomically(path, model.SerializeToString())
