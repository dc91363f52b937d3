"""How pictures lie in folders: which folders are splits, which are classes, and what else lies beside them.

May import what `core.data.intake` may. Begin with `scan.py`, then `readings.py` (what a folder can be taken for).
"""

from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.layout.found import Found, Layout
from core.data.intake.layout.problems import escape_name, is_unicode
from core.data.intake.layout.readings import AmbiguousLayoutError, Reading
from core.data.intake.layout.scan import list_readings, scan
from core.data.intake.layout.split_names import find_split

__all__ = [
    "AmbiguousLayoutError", "Found", "Layout", "LayoutChoices", "Reading", "escape_name", "find_split", "is_unicode",
    "list_readings", "scan",
]  # fmt: skip
