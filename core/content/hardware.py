"""What machines can do, from their makers' data sheets: operations a second, memory, and power.

The rate is the peak of 16-bit matrix products, dense, with sums of 32 bits where the sheet tells them apart; of the
processor it is cores times clock times 32 operations a cycle (two fused multiply-adds on eight numbers of 32 bits).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import N_


@dataclass(frozen=True)
class Machine:
    """`rate` in operations a second, `memory` in bytes, `power` in watts; `source` is the sheet."""

    title: str
    rate: float
    memory: float
    power: float
    source: str


MACHINES: Mapping[str, Machine] = {
    "laptop": Machine(N_("Laptop, 8 cores at 3 GHz"), 8 * 3e9 * 32, 16e9, 28, "8 × 3·10⁹ × 32"),
    "t4": Machine("NVIDIA T4", 65e12, 16e9, 70, "NVIDIA T4 data sheet, 2019"),
    "v100": Machine("NVIDIA V100", 125e12, 32e9, 300, "NVIDIA V100 data sheet, 2020"),
    "rtx4090": Machine("NVIDIA RTX 4090", 165.2e12, 24e9, 450, "NVIDIA Ada architecture paper, 2022"),
    "a100": Machine("NVIDIA A100", 312e12, 80e9, 400, "NVIDIA A100 80 GB SXM data sheet, 2021"),
    "h100": Machine("NVIDIA H100", 989.4e12, 80e9, 700, "NVIDIA H100 SXM data sheet, 2023"),
}
