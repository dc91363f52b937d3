"""Which architecture suits a dataset, where nobody has chosen one."""

from core.data.intake.choices import Choice
from core.networks.backbones import EMBEDDED
from core.specs.settings import list_settings

PHOTO_SIDE = 64  # pixels; smaller pictures hold too little of what a network for photos looks for


def recommend(choice: Choice) -> str:
    """The pretrained network for photos; for what a program has drawn, and tiny pictures, one that learns anew."""
    if choice.drawn or choice.side < PHOTO_SIDE:
        return str(list_settings()["architecture"].default)
    return EMBEDDED.name
