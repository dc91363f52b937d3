"""Every picture as a point, and decisions about groups of points. Begin in `map_view.py`."""
