"""The machine: devices, memory, precision.

May import whatever `core.training` may; it knows no dataset and no run's events.
Begin with `devices.py` (CPU and GPUs), then `precision.py`.
"""
