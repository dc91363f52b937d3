"""How pictures lie in folders: which folders are splits, which are classes, and what else lies beside them.

May import what `core.data.intake` may. Begin with `readings.py` (what a folder can be taken for);
`core.data.intake.scan` chooses among them and those of tables.
"""

from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.layout.found import Found, Layout
from core.data.intake.layout.problems import escape_name, is_unicode
from core.data.intake.layout.readings import AmbiguousLayoutError, Reading
from core.data.intake.layout.split_names import find_split

__all__ = [
    "AmbiguousLayoutError", "Found", "Layout", "LayoutChoices", "Reading", "escape_name", "find_split", "is_unicode",
]  # fmt: skip
