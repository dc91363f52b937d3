"""The screens, found in pages/navigation.py, so that a new one is measured without a word here."""

import re
from pathlib import Path

NAVIGATION = Path(__file__).parents[1] / "pages" / "navigation.py"
SCREEN = re.compile(r'_page\("(pages/\w+/(\w+)/page\.py)"')


def screens() -> dict[str, str]:
    """Address to page, such as `optimizers` to `pages/concepts/optimizers/page.py`, in the order of the navigation."""
    return {address: page for page, address in SCREEN.findall(NAVIGATION.read_text(encoding="utf-8"))}


def concept_screens() -> dict[str, str]:
    return {address: page for address, page in screens().items() if page.startswith("pages/concepts/")}
