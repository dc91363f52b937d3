"""The picture of a text that the model goes on with: played sign by sign, with what each place looked at."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.concepts.attention.completion import Choice, Completion
from core.i18n import _
from pages.concepts.attention.signs import BEGIN, STYLES, name_sign, pack_weights
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits

DIGITS = 4

_mount = component("concepts/attention/writing/writing.js", styles=STYLES)


def writing_chart(
    written: Completion, *, place: int, look: tuple[int, int], key: str, on_look: Callable[[int, int, int], None]
) -> None:
    """The text at one place, seen by one block and head; `on_look` hears the place, block and head of the reader."""

    def report_look() -> None:
        on_look(*st.session_state[key]["look"])

    _mount(data=_data(written) | {"look": [place, *look]}, key=key, on_look_change=report_look)


def _data(written: Completion) -> dict[str, Any]:
    blocks, heads, places, _places = written.weights.shape
    return {
        "signs": [BEGIN, *written.text],
        "given": written.given,
        "blocks": blocks,
        "heads": heads,
        "places": places,
        "weights": pack_weights(written.weights),
        "choices": [_choice(choice) for choice in written.choices],
        "words": {
            "label": _("The text; move along it with the arrow keys"),
            "play": _("Play"),
            "pause": _("Pause"),
            "place": _("place"),
            "where": _("place {at} / {last}"),
            "next": _("What the model held likely next"),
            "bars": _("outline: what the model says; filled: the chance to be drawn"),
            "heads": _("Block (down) and head (across)"),
            "head": _("block {block}, head {head}"),
            "given": _("typed, not drawn"),
        },
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "signs": [name_sign(sign) for sign in choice.signs],
        "said": round_to_digits(choice.probabilities, DIGITS),
        "chances": round_to_digits(choice.chances, DIGITS),
        "drawn": name_sign(choice.drawn),
    }
