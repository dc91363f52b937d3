"""A small moving picture of what the product does, played in the browser; it can be paused, and a press opens it."""

from collections.abc import Callable
from typing import Literal

from core.charts.style import BAD, CLASS_COLOURS
from core.i18n import _
from pages.shared.browser.component import component

Kind = Literal["learning", "layers", "instant"]

_mount = component("home/miniature.js", styles=["home/miniature.css"])


def miniature(kind: Kind, *, label: str, on_open: Callable[[], None]) -> None:
    """Show the picture `kind`; `label` says what is to be seen in it and what a press does."""
    words = {
        "label": label,
        "pause": _("Pause the picture"),
        "play": _("Play the picture"),
        "epoch": _("epoch {at}: {share} right"),
        "classes": [_("cat"), _("dog")],
    }
    _mount(
        key=f"home.{kind}",
        data={"kind": kind, "words": words, "colours": CLASS_COLOURS[:2], "signs": [BAD, CLASS_COLOURS[0]]},
        on_opened_change=on_open,
    )
