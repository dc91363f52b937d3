"""Models as files for other programs: one format a file, in a registry, each checked against the model's own answers.

Concept screens leave as notebooks: `concept_notebook/`.

May import what lies below it, and no Keras: a format that needs it asks a process, see `keras_process.py`. Begin with
`format.py` (what a format is) and `formats/onnx.py` (the simplest one).
"""
