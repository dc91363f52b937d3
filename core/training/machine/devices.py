"""Choose the device that trains, with its product name."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import keras

from core.errors import InputError
from core.i18n import N_
from core.training.machine import accelerators
from core.training.machine.processor import read_processor_name


@dataclass(frozen=True)
class Device:
    """`mixed_policy` is its mixed precision; models built and trained within `scope()` are on it."""

    name: str
    is_gpu: bool
    mixed_policy: str
    scope: Callable[[], AbstractContextManager[object]] = nullcontext


def choose_device(asked: str = "auto") -> Device:
    """The device a spec asks for: `auto` (the first GPU, else the CPU), `cpu`, `gpu:N` or `all` GPUs at once.

    Raises:
        InputError: this machine has no such GPU, or the backend cannot use several.

    """
    hardware = accelerators.find_hardware(keras.backend.backend())
    gpus = hardware.list_gpus()
    if asked == "cpu" or (asked == "auto" and not gpus):
        hardware.use([])
        return Device(read_processor_name(), is_gpu=False, mixed_policy="mixed_bfloat16", scope=hardware.on_cpu)
    chosen = _choose_gpus(asked, gpus)
    hardware.use(chosen)
    names = [gpus[number].name for number in chosen]
    native = all(gpus[number].native_bfloat16 for number in chosen)
    return Device(
        " + ".join(names),
        is_gpu=True,
        mixed_policy="mixed_bfloat16" if native else "mixed_float16",
        scope=lambda: hardware.on_gpus(chosen),
    )


def _choose_gpus(asked: str, gpus: list[accelerators.Gpu]) -> list[int]:
    """The indices of the requested GPUs."""
    if not gpus:
        raise InputError(N_("This machine has no GPU that training can use. Choose the device auto or cpu."))
    if asked == "all":
        return list(range(len(gpus)))
    number = 0 if asked == "auto" else int(asked.removeprefix("gpu:"))
    if number >= len(gpus):
        raise InputError(
            N_("There is no {asked} on this machine. It has: {known}."),
            asked=asked,
            known=", ".join(f"gpu:{place} ({gpu.name})" for place, gpu in enumerate(gpus)),
        )
    return [number]


def read_gpu_memory() -> int | None:
    """The peak of this process's bytes on its first GPU, which is all it could get if it ran out of memory."""
    return accelerators.find_hardware(keras.backend.backend()).read_peak_memory()
