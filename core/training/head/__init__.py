"""Training the last layer alone, on the features of a frozen network: the whole of a run, or the beginning of one.

May import whatever `core.training` may; importing `head_keras.py` loads Keras.
Begin with `head_run.py` (a run of the head alone), then `fit.py` (the training itself).
"""
