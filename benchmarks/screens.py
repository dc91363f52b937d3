"""The screens of the navigation, so that a new one is measured without a word here."""

from pathlib import Path

from pages.navigation import list_screens


def screens() -> dict[str, str]:
    """Address to page, such as `optimizers` to `pages/concepts/optimizers/page.py`, in the order of the navigation."""
    return {Path(page).parent.name: page for page in list_screens()}


def concept_screens() -> dict[str, str]:
    return {address: page for address, page in screens().items() if page.startswith("pages/concepts/")}
