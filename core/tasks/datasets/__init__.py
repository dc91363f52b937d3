"""Work on a dataset: adding, checking and exporting it, and what its other pictures say about a label."""
