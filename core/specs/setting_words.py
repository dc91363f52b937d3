"""What settings and their values are called on screen; commands and files have their plain names."""

from enum import Enum
from typing import Any

from core.i18n import N_, Message
from core.networks.design.blocks import Design
from core.specs.own import OWN
from core.specs.search.space import DEPTH, KERNEL, WIDTH
from core.specs.settings import list_settings

YES, NO, ITS_OWN = N_("yes"), N_("no"), N_("its own")
ABSENT = "–"
TITLES = {
    "design": N_("Design"),
    WIDTH: N_("Width of the network"),
    DEPTH: N_("Times each residual block is repeated"),
    KERNEL: N_("Window of all convolutions"),
}


def get_title(name: str) -> str:
    """What people call the setting, in English; a number of one block is called by its name."""
    setting = list_settings().get(name)
    return setting.form.title if setting else TITLES.get(name, name)


def describe_value(name: str, value: Any) -> Message | str:
    """What people call the value of a setting; a dash where it has none."""
    if value is None:
        return ABSENT
    if isinstance(value, bool):
        return Message(YES if value else NO)
    if isinstance(value, Design):
        return value.name
    plain = value.value if isinstance(value, Enum) else value
    if not isinstance(plain, str):
        return format_plain(plain)
    setting = list_settings().get(name)
    called = setting.form.names.get(plain) if setting else None
    return Message(called or (ITS_OWN if plain == OWN else plain))


def format_plain(value: Any) -> str:
    """The value as commands have it; a number with a point in three digits."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)
