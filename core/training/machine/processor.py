"""The processor's product name, without Keras."""

import platform
from pathlib import Path


def read_processor_name() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return f"CPU ({named or platform.processor() or platform.machine()})"
