"""Charts that leave as PNG and SVG, and tables that leave as CSV. Begin in `chart_download.py`."""
