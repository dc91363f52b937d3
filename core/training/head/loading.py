"""What a head's run needs of Keras: nothing, once Keras has prepared its backbone on this machine.

Until then Keras is loaded in a thread, once a process, since that takes seconds.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from core.backbone.features import load_backbone
from core.backbone.onnx_form import is_ready
from core.networks.backbones import BACKBONES, Backbone
from core.training.head.keras_form import KerasForm, read_keras_form

WITHOUT_KERAS = ("auto", "cpu")  # devices that are there without a look


def find_prepared(device: str, backbone: Backbone) -> KerasForm | None:
    """The form of a backbone that Keras has prepared; None where Keras is to be asked, about the device too."""
    return read_keras_form(backbone) if device in WITHOUT_KERAS and is_ready(backbone) else None


@cache
def start_preparing(device: str, backbone: Backbone) -> "Future[KerasForm]":
    """Start to load Keras and to prepare the backbone, on the first call; the future has its form when it is ready."""
    with_one_thread = ThreadPoolExecutor(1, thread_name_prefix="loading")
    coming = with_one_thread.submit(_prepare, device, backbone)
    with_one_thread.shutdown(wait=False)
    return coming


def load_for_heads(name: str) -> None:
    """Load what a head on the built-in backbone of that name needs; the warm-up of a spare worker."""
    backbone = BACKBONES[name]
    if find_prepared("auto", backbone):
        load_backbone(backbone)
    else:
        start_preparing("auto", backbone)


def _prepare(device: str, backbone: Backbone) -> KerasForm:
    from core.training.head import head_keras

    head_keras.prepare(device, backbone)
    form = read_keras_form(backbone)
    assert form, "it has just been written"
    return form
