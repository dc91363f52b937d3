"""What the screen's address holds, and which networks there are."""

from collections.abc import Mapping
from typing import Any

from core.content.hardware import MACHINES
from core.networks.backbones import EMBEDDED
from core.networks.budget.transformers import TRANSFORMERS
from core.networks.design.starts import STARTS
from core.specs.designs.store import list_designs
from pages.shared.screen_state import Field, State, choice, integer, number

PLACES, WIDTHS, KERNELS = (4, 4096), (4, 512), (1, 15)
OWN = "design:"  # before the name of a design of this workspace
PUBLISHED = tuple(name for name in STARTS if name != "nothing")
IMAGENET_EXAMPLES = 1.28e6 * 90  # pictures of ImageNet, and how often each is seen
OWN_EXAMPLES = 2000 * 10.0


def list_networks() -> list[str]:
    """Published networks, Transformers, and the designs of this workspace."""
    return [*PUBLISHED, EMBEDDED.name, *TRANSFORMERS, *(OWN + name for name in list_designs())]


def _follow(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many examples the training of a network sees, unless the reader says otherwise."""
    name = values.get("network", "alexnet")
    if name in TRANSFORMERS:
        return {"examples": TRANSFORMERS[name].seen}
    small = name in ("article", "compact") or name.startswith(OWN)
    return {"examples": OWN_EXAMPLES if small else IMAGENET_EXAMPLES}


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
