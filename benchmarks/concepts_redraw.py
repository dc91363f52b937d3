"""Claim: a change of any control of any concept screen shows its effect within 100 ms of the server's time.

    python -m benchmarks.concepts_redraw [SCREEN ...]

Every control that a screen has is changed several times, each time to another value, through Streamlit's own script
runner (AppTest), from the change to the last element of the new page. What is dragged inside a picture runs the same
script with the same state. The server's time is the processor time of that run; the time on the clock is printed
beside it, for it also counts how long the machine was busy with other things. Printed: for each screen the median over
its controls (a control counts with the median of its changes) and its slowest control; then the median over all
controls of all screens, and its ratio to 100 ms.
"""

import logging
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from streamlit.testing.v1 import AppTest

from benchmarks.screens import concept_screens
from tests.pages.app import open_page

ALLOWED = 0.1  # seconds
CHANGES = 3
KINDS = ("button", "toggle", "checkbox", "slider", "select_slider", "number_input", "text_input", "text_area",
         "selectbox", "radio", "button_group", "multiselect")  # fmt: skip
OF_THE_FRAME = {"language"}


class BrokenPageError(Exception):
    """The page ended with an exception after a change."""


@dataclass(frozen=True)
class Cost:
    """Seconds of one change: of the processor, and on the clock."""

    processor: float
    clock: float


@dataclass(frozen=True)
class Control:
    key: str
    cost: Cost


def find_widgets(app: AppTest, kind: str) -> Sequence[Any]:
    return app.get(kind)


def controls(app: AppTest) -> dict[str, str]:
    """The kind of every control that is on the page now, by key; none that is disabled."""
    found = {}
    for kind in KINDS:
        for widget in find_widgets(app, kind):
            if widget.key not in OF_THE_FRAME and not getattr(widget.proto, "disabled", False):
                found[widget.key or widget.id] = kind
    return found


def widget_of(app: AppTest, kind: str, key: str) -> Any | None:
    return next((widget for widget in find_widgets(app, kind) if key in (widget.key, widget.id)), None)


def another_value(widget: Any, kind: str, turn: int) -> Any:
    """A value that the control does not have now, another one at every turn."""
    match kind:
        case "toggle" | "checkbox":
            return not widget.value
        case "slider":
            return between(widget.min, widget.max, widget.value, turn)
        case "number_input":
            return widget.value + (widget.step or 1) * (1 if turn % 2 == 0 else -2)
        case "text_input" | "text_area":
            return another_text(widget.value or "", turn)
        case "select_slider":
            return raw_option(widget, (turn + 1) % len(widget.options))
        case "button_group" | "multiselect":
            one = widget.options[(turn + 1) % len(widget.options)]
            return [one] if isinstance(widget.value, list) else one
    return widget.options[(turn + 1) % len(widget.options)]


def raw_option(widget: Any, place: int) -> Any:
    """An option as the page has it: AppTest has what people read, which is no option where the page has numbers."""
    try:
        widget.format_func(widget.options[place])
    except (IndexError, TypeError, ValueError):
        return place
    return widget.options[place]


def between(low: Any, high: Any, now: Any, turn: int) -> Any:
    value = type(low)(low + (high - low) * (turn + 1) / (CHANGES + 2))
    return value if value != now else high


def another_text(text: str, turn: int) -> str:
    """A number near the one that stands there; any other text goes back in with a blank behind it."""
    try:
        return f"{float(text) * (0.9 + 0.03 * turn) + 0.01:.4g}"
    except ValueError:
        return text + " " * (turn + 1)


def change(widget: Any, kind: str, turn: int) -> AppTest:
    if kind == "button":
        return widget.click().run()
    return widget.set_value(another_value(widget, kind, turn)).run()


def measured(page: str) -> Iterator[Control]:
    """Each control of the screen, those included that appear when another one is changed."""
    app = open_page(page)
    waiting = controls(app)
    seen: set[str] = set()
    while waiting.keys() - seen:
        key = next(key for key in waiting if key not in seen)
        seen.add(key)
        try:
            costs = timed_changes(app, waiting[key], key)
        except BrokenPageError:
            print(f"{key} broke the page; it is opened anew")
            app = open_page(page)
            continue
        if costs:
            yield Control(key, typical(costs))
        waiting = controls(app) | waiting


def typical(costs: list[Cost]) -> Cost:
    return Cost(median(cost.processor for cost in costs), median(cost.clock for cost in costs))


def timed_changes(app: AppTest, kind: str, key: str) -> list[Cost]:
    """What each change costs; none where the control has gone from the page. A list of options is tried to its end."""
    first = widget_of(app, kind, key)
    changes = max(CHANGES, len(getattr(first, "options", ())) - 1)  # ends at the last option
    return [timed_change(app, widget, kind, turn) for turn in range(changes) if (widget := widget_of(app, kind, key))]


def timed_change(app: AppTest, widget: Any, kind: str, turn: int) -> Cost:
    """What it costs from the change to the end of the run."""
    clock, processor = time.perf_counter(), time.process_time()
    change(widget, kind, turn)
    cost = Cost(time.process_time() - processor, time.perf_counter() - clock)
    if app.exception:
        raise BrokenPageError
    return cost


def report(name: str, found: list[Control]) -> None:
    slowest = max(found, key=lambda control: control.cost.processor)
    usual = typical([control.cost for control in found])
    print(
        f"{name:14} {len(found):3} controls   median {in_ms(usual.processor)} (on the clock {in_ms(usual.clock)})   "
        f"slowest {in_ms(slowest.cost.processor)} ({slowest.key})"
    )


def in_ms(seconds: float) -> str:
    return f"{seconds * 1e3:.0f} ms"


def main(names: list[str]) -> None:
    logging.disable(logging.WARNING)
    everything: list[Control] = []
    for name, page in concept_screens().items():
        if names and name not in names:
            continue
        found = list(measured(page))
        report(name, found)
        everything += found
    usual = typical([control.cost for control in everything])
    within = sum(control.cost.processor <= ALLOWED for control in everything)
    print(f"{len(everything)} controls, {within} of them within {in_ms(ALLOWED)}")
    print(
        f"median over all controls {in_ms(usual.processor)} (on the clock {in_ms(usual.clock)}); "
        f"ratio to {in_ms(ALLOWED)}: {usual.processor / ALLOWED:.2f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
