"""Which device trains, under the name people know it by."""

import platform
from dataclasses import dataclass
from pathlib import Path

import keras
import tensorflow as tf

NATIVE_BFLOAT16 = (8, 0)  # compute capability from which NVIDIA's chips multiply bfloat16 themselves (Ampere)


@dataclass(frozen=True)
class Device:
    """`mixed_policy` is the mixed precision policy that suits it."""

    name: str
    is_gpu: bool
    mixed_policy: str


def training_device() -> Device:
    """The first GPU, its memory taken as needed and not all at once; else the CPU."""
    gpus = tf.config.list_physical_devices("GPU") if keras.backend.backend() == "tensorflow" else []
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
    if not gpus:
        return Device(_cpu_name(), is_gpu=False, mixed_policy="mixed_bfloat16")
    details = tf.config.experimental.get_device_details(gpus[0])
    native = details.get("compute_capability", (0, 0)) >= NATIVE_BFLOAT16
    name = details.get("device_name", gpus[0].name)
    return Device(name, is_gpu=True, mixed_policy="mixed_bfloat16" if native else "mixed_float16")


def gpu_memory() -> int | None:
    """Bytes that this process has had at most on its first GPU, which a process that found no more has had in all."""
    if keras.backend.backend() != "tensorflow" or not tf.config.list_physical_devices("GPU"):
        return None
    return int(tf.config.experimental.get_memory_info("GPU:0")["peak"])


def _cpu_name() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return f"CPU ({named or platform.processor() or platform.machine()})"
