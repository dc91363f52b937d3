"""What the screen's address holds."""

from collections.abc import Mapping
from typing import Any

from core.content.hardware import MACHINES
from pages.concepts.families.networks import IMAGENET_EXAMPLES, count_examples, list_networks
from pages.shared.screen_state import Field, State, choice, integer, number

PLACES, WIDTHS, KERNELS = (4, 4096), (4, 512), (1, 15)


def _follow(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"examples": count_examples(values.get("network", "alexnet"))}


STATE = State(
    "families",
    {
        "places": integer(64, *PLACES),
        "width": integer(32, *WIDTHS),
        "kernel": integer(3, *KERNELS),
        "network": Field("alexnet", lambda text: choice("alexnet", list_networks()).read(text)),
        "examples": number(IMAGENET_EXAMPLES, 1, 1e15),
        "machine": choice("a100", MACHINES),
        "machines": integer(1, 1, 100_000),
        "use": integer(40, 1, 100),
        "price": number(2.0, 0.0, 1000.0),
    },
    following=_follow,
)
