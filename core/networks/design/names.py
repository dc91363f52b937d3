"""The name of a design where code and files carry it; whoever lists runs needs no more of designs."""

import re


def make_slug(name: str) -> str:
    """The name as code can have it: letters, digits and underscores."""
    return re.sub(r"[^0-9a-z]+", "_", name.lower()).strip("_") or "network"
