"""Training, in a worker process of its own: the only room that may import Keras and TensorFlow.

May import every room below the command line. No other room imports it; jobs name its functions as text.
Begin with `work.py` (a run from start to end), then `network_run.py` (training the whole network).
"""
