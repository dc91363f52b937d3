"""The accelerators that Keras's backend sees; one class a backend."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

import keras

from core.errors import InputError
from core.i18n import N_

NATIVE_BFLOAT16 = (8, 0)  # compute capability from which NVIDIA's chips multiply bfloat16 themselves (Ampere)


@dataclass(frozen=True)
class Gpu:
    """`native_bfloat16` is whether its hardware multiplies bfloat16."""

    name: str
    native_bfloat16: bool


class Hardware(Protocol):
    """What training needs from a backend."""

    def list_gpus(self) -> list[Gpu]: ...

    def use(self, chosen: Sequence[int]) -> None:
        """Let the backend see these GPUs and no others; before the first computation."""

    def on_cpu(self) -> AbstractContextManager[object]: ...

    def on_gpus(self, chosen: Sequence[int]) -> AbstractContextManager[object]: ...

    def read_peak_memory(self) -> int | None:
        """The peak of this process's bytes on the first GPU in use; None without one, or if the backend cannot say."""


def find_hardware(name: str) -> Hardware:
    """The hardware interface of the backend that Keras runs on."""
    return _TensorFlow() if name == "tensorflow" else _Other(name)


class _TensorFlow:
    """Memory grows as needed; several GPUs share each batch through `MirroredStrategy`."""

    def __init__(self) -> None:
        import tensorflow

        self._tf: Any = tensorflow
        self._physical = tensorflow.config.list_physical_devices("GPU")

    def list_gpus(self) -> list[Gpu]:
        details = [self._tf.config.experimental.get_device_details(gpu) for gpu in self._physical]
        return [
            Gpu(
                detail.get("device_name", gpu.name),
                native_bfloat16=detail.get("compute_capability", (0, 0)) >= NATIVE_BFLOAT16,
            )
            for gpu, detail in zip(self._physical, details, strict=True)
        ]

    def use(self, chosen: Sequence[int]) -> None:
        visible = [self._physical[number] for number in chosen]
        self._tf.config.set_visible_devices(visible, "GPU")
        for gpu in visible:
            self._tf.config.experimental.set_memory_growth(gpu, True)

    def on_cpu(self) -> AbstractContextManager[object]:
        return nullcontext()

    def on_gpus(self, chosen: Sequence[int]) -> AbstractContextManager[object]:
        if len(chosen) == 1:
            return nullcontext()
        mirrored: AbstractContextManager[object] = self._tf.distribute.MirroredStrategy().scope()
        return mirrored

    def read_peak_memory(self) -> int | None:
        if not self._tf.config.list_logical_devices("GPU"):
            return None
        return int(self._tf.config.experimental.get_memory_info("GPU:0")["peak"])


class _Other:
    """Any other backend, through Keras's own device functions; one device at a time."""

    def __init__(self, backend: str) -> None:
        self._backend = backend
        self._found = [name for name in keras.distribution.list_devices() if name.startswith("gpu")]

    def list_gpus(self) -> list[Gpu]:
        return [Gpu(name, native_bfloat16=True) for name in self._found]

    def use(self, chosen: Sequence[int]) -> None:
        if len(chosen) > 1:
            raise InputError(
                N_("Several GPUs at once need TensorFlow, and Keras runs on {backend} here. Choose one GPU."),
                backend=self._backend,
            )

    def on_cpu(self) -> AbstractContextManager[object]:
        on_cpu: AbstractContextManager[object] = keras.device("cpu:0")
        return on_cpu

    def on_gpus(self, chosen: Sequence[int]) -> AbstractContextManager[object]:
        on_gpu: AbstractContextManager[object] = keras.device(self._found[chosen[0]])
        return on_gpu

    def read_peak_memory(self) -> int | None:
        return None
