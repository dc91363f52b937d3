"""The process that trains, and nothing else: the only room that may import Keras and TensorFlow.

May import every room below the command line; nobody but that imports it, and starts it as a process.
Begin with `work.py` (the life of a run), then `network_run.py` (a training of the whole network).
"""
