"""The picture of both ways: what each sees of the text, whom it looks at, and what it holds likely in the gap."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.concepts.attention.gap import Answer, BothWays
from core.i18n import _
from pages.concepts.attention.signs import BEGIN, STYLES, name_sign
from pages.shared.browser.component import component
from pages.shared.browser.rounding import round_to_digits

DIGITS = 4

_mount = component("concepts/attention/gap/ways.js", styles=STYLES)


def ways_chart(both: BothWays, *, look: tuple[int, int], key: str, on_gap: Callable[[int, int, int], None]) -> None:
    """Both answers, seen by one block and head; `on_gap` hears the place, block and head that the reader chose."""

    def report_gap() -> None:
        on_gap(*st.session_state[key]["gap"])

    _mount(data=_data(both) | {"gap": [both.place, *look]}, key=key, on_gap_change=report_gap)


def _data(both: BothWays) -> dict[str, Any]:
    blocks, heads, _places = both.filled.weights.shape
    return {
        "signs": [BEGIN, *both.text],
        "hidden": name_sign(both.text[both.place]),
        "blocks": blocks,
        "heads": heads,
        "ways": [
            _way(both.filled) | {"title": _("BERT's way: both sides, the gap is filled in")},
            _way(both.continued) | {"title": _("GPT's way: the left side, the text is continued")},
        ],
        "words": {
            "label": _("The text; move the gap with the arrow keys"),
            "look": _("Whom it looks at: block and head"),
            "right": _("right would be {sign}: {share}"),
            "head": _("block {block}, head {head}"),
        },
    }


def _way(answer: Answer) -> dict[str, Any]:
    return {
        "signs": [name_sign(sign) for sign in answer.signs],
        "said": round_to_digits(answer.probabilities, DIGITS),
        "right": answer.right,
        "weights": round_to_digits(answer.weights, DIGITS),
    }
