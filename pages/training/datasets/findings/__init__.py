"""What the checks have found, and what to do about it. Begin in `checks.py`."""
