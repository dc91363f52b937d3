"""The form that adds a dataset, and its question where a folder can be read in two ways. Begin in `form.py`."""
