"""Training the last layer alone, on the features of a frozen network: the whole of a run, or the beginning of one.

May import whatever `core.training` may; `head_keras.py` is the one file here that waits for Keras.
Begin with `head_run.py` (a run of the head alone), then `fit.py` (the training itself).
"""
