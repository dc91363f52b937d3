"""All pictures of a dataset, by class, split and finding; each of them large. Begin in `browse.py`."""
