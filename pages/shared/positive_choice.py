"""Choose the class that precision, recall and F1 are of; `&positive=` in the address."""

from collections.abc import Sequence

from core.i18n import _
from pages.shared import address


def choose_positive(classes: Sequence[str], *, screen: str) -> str | None:
    """The positive class of two: the second at first. More classes have none."""
    if len(classes) != 2:
        return None
    names = {name: name for name in classes}
    return address.select(_("Positive class"), names, name="positive", screen=screen, default=classes[1])
