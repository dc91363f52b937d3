"""Keras takes seconds to load, so it loads beside other work: in a thread, once a process."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from core.networks.backbones import EMBEDDED, Backbone

if TYPE_CHECKING:
    from core.training.machine.devices import Device


@dataclass(frozen=True)
class Loaded:
    """`core.training.head.head_keras` with its backbone built, and the device that it was built for."""

    heads: ModuleType
    device: "Device"


@cache
def keras_for_heads(device: str, backbone: Backbone) -> "Future[Loaded]":
    """Keras as heads on that backbone need it, as soon as it is there; the first call begins to load it."""
    with_one_thread = ThreadPoolExecutor(1, thread_name_prefix="loading")
    coming = with_one_thread.submit(_load, device, backbone)
    with_one_thread.shutdown(wait=False)
    return coming


def load_for_heads() -> None:
    """Begin to load what a head on the built-in backbone needs; a spare worker does so before it has a job."""
    keras_for_heads("auto", EMBEDDED)


def _load(asked: str, backbone: Backbone) -> Loaded:
    from core.training.head import head_keras

    return Loaded(head_keras, head_keras.warm_up(asked, backbone))
