"""The pretrained network as an ONNX file, made once a machine and kept.

That of a packaged one is written from the weights themselves, without Keras, so that the web process can answer
before anybody has trained. The first worker that has Keras loaded compares the two (`core.training.keras.parity`), and
makes that of any other network.
"""

import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from core import files, workspace
from core.backbone import onnx_seal
from core.errors import InputError
from core.i18n import N_
from core.networks.backbones import EMBEDDED, FEATURES, Backbone

FORMAT = 2  # goes up when the file changes, so that one made by an older Glassbox is made again
PROBABILITY = "probability"
ROOT = Path(__file__).parents[2]


def compute_backbone_key(backbone: Backbone = EMBEDDED) -> str:
    """What the numbers of a backbone depend on: features that were kept under another key are of no use.

    Raises:
        InputError: the package of the weights is not installed.

    """
    if backbone.application is not None:
        return f"{backbone.name}-{backbone.application.checksum[:8]}-{FORMAT}"
    from core.backbone.weights.imagenet_weights import read_package_version

    return f"{backbone.name}-{read_package_version(backbone)}-{FORMAT}"


def find_onnx_path(backbone: Backbone) -> Path:
    """Where its ONNX form is, or will be."""
    return workspace.current().backbones / f"{compute_backbone_key(backbone)}.onnx"


def is_ready(backbone: Backbone) -> bool:
    """Whether a process without Keras can compute its features."""
    return backbone.application is None or _is_whole(find_onnx_path(backbone))


def ensure_backbone_file(backbone: Backbone = EMBEDDED) -> Path:
    """RGB pixels 0 to 255, (n, size, size, 3), in; the `features` (n, width) out.

    A packaged one also gives the `probability` of ImageNet's 1,000 classes.

    Raises:
        InputError: the weights are not installed or damaged, the disk is full, or no worker has made the file yet.

    """
    path = find_onnx_path(backbone)
    if not _is_whole(path):
        if backbone.application is not None:
            raise InputError(
                N_("{title} is not ready on this machine. Train a head on it once, which makes it so."),
                title=backbone.title,
            )
        _write(path, backbone)
    return path


def make_apart() -> None:
    """From now on have a process of its own make the files: ONNX's library takes 10 MB for what is done once."""
    global _make
    _make = _ask_helper


def make(backbone: Backbone) -> bytes:
    """The ONNX form of a packaged network.

    Raises:
        InputError: the weights are not installed or damaged.

    """
    # Imported here: once the file is there, nobody needs ONNX's own library for it.
    from core.backbone.onnx_graph import build_onnx
    from core.backbone.weights.imagenet_weights import build_imagenet_architecture, read_imagenet_weights

    model = build_onnx(build_imagenet_architecture(backbone), read_imagenet_weights(backbone), [PROBABILITY, FEATURES])
    return bytes(model.SerializeToString())


_make: Callable[[Backbone], bytes] = make


def _ask_helper(backbone: Backbone) -> bytes:
    helper = subprocess.run(
        [sys.executable, "-m", "core.backbone", backbone.name], cwd=ROOT, stdout=subprocess.PIPE, check=False
    )
    return helper.stdout if helper.returncode == 0 else make(backbone)  # which says what is wrong


def _write(path: Path, backbone: Backbone) -> None:
    made = _make(backbone)
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    files.sweep(path.parent)
    onnx_seal.write(path, made)


def _is_whole(path: Path) -> bool:
    """Whether the file is there as it was written; a damaged one is made again like a missing one."""
    try:
        found = path.stat()
        return _is_known_whole(path, found.st_mtime_ns, found.st_size)
    except OSError:
        return False


@lru_cache(maxsize=16)
def _is_known_whole(path: Path, written: int, size: int) -> bool:
    """The same of the file that was written then, looked at once."""
    return files.none_if_damaged(_check_whole)(path) is not None


def _check_whole(path: Path) -> Path:
    with files.damage_errors(path):
        onnx_seal.check(path)
    return path
