"""What a training has to know of its machine: devices, memory, precision, and a process that has Keras loaded.

May import whatever `core.training` may; it knows no dataset and no run's events.
Begin with `devices.py` (where a training runs), then `precision.py`.
"""
