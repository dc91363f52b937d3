"""Load Keras in a thread, once a process, since that takes seconds."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from core.networks.backbones import BACKBONES, Backbone

if TYPE_CHECKING:
    from core.training.machine.devices import Device


@dataclass(frozen=True)
class Loaded:
    """`core.training.head.head_keras` with its backbone built, and the device that it was built for."""

    heads: ModuleType
    device: "Device"


@cache
def start_loading_keras(device: str, backbone: Backbone) -> "Future[Loaded]":
    """Start to load Keras for heads on that backbone, on the first call; the future has it when it is ready."""
    with_one_thread = ThreadPoolExecutor(1, thread_name_prefix="loading")
    coming = with_one_thread.submit(_load, device, backbone)
    with_one_thread.shutdown(wait=False)
    return coming


def load_for_heads(backbone: str) -> None:
    """Start to load what a head on the built-in backbone of that name needs; the warm-up of a spare worker."""
    start_loading_keras("auto", BACKBONES[backbone])


def _load(asked: str, backbone: Backbone) -> Loaded:
    from core.training.head import head_keras

    return Loaded(head_keras, head_keras.warm_up(asked, backbone))
