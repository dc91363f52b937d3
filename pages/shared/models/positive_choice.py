"""Choose the class that precision, recall and F1 are of; `&positive=` in the address."""

from collections.abc import Sequence

from core.i18n import _
from pages.shared import address


def choose_positive(classes: Sequence[str], *, screen: str, default: str | None = None) -> str | None:
    """The positive class of two: `default` or the second at first. More classes have none."""
    if len(classes) != 2:
        return None
    names = {name: name for name in classes}
    return address.select(_("Positive class"), names, name="positive", screen=screen, default=default or classes[1])
