"""The concept screens, found in pages/navigation.py, so that a new screen is measured without a word here."""

import re
from pathlib import Path

NAVIGATION = Path(__file__).parents[1] / "pages" / "navigation.py"
SCREEN = re.compile(r'"(pages/concepts/\w+\.py)".*?url_path="([\w-]+)"', re.DOTALL)


def concept_screens() -> dict[str, str]:
    """Address to page, such as ``optimizers`` to ``pages/concepts/optimizers.py``, in the order of the navigation."""
    found = SCREEN.findall(NAVIGATION.read_text(encoding="utf-8"))
    return {address: page for page, address in found}
