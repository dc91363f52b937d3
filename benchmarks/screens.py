"""The concept screens, found in pages/navigation.py, so that a new screen is measured without a word here."""

import re
from pathlib import Path

NAVIGATION = Path(__file__).parents[1] / "pages" / "navigation.py"


def concept_screens() -> dict[str, str]:
    """Address to page, such as ``optimizers`` to ``pages/concepts/optimizers.py``, in the order of the navigation."""
    pages = re.findall(r'"(pages/concepts/\w+\.py)"', NAVIGATION.read_text(encoding="utf-8"))
    return {Path(page).stem: page for page in pages}
