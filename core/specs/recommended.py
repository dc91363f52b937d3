"""Which architecture and which view suit a dataset, where nobody has chosen them."""

from core.data.intake.choices import Choice
from core.data.pixels.view import View, recommend_view
from core.networks.backbones import BACKBONES, EMBEDDED
from core.specs.settings import list_settings

PHOTO_SIDE = 64  # pixels; smaller pictures hold too little of what a network for photos looks for


def recommend(choice: Choice) -> str:
    """The pretrained network for photos; for what a program has drawn, and tiny pictures, one that learns anew."""
    if choice.drawn or choice.side < PHOTO_SIDE:
        return str(list_settings()["architecture"].default)
    return EMBEDDED.name


def recommend_view_for(choice: Choice, architecture: str) -> View:
    """How its pictures should be brought to size for that architecture, from their shapes."""
    pretrained = architecture in BACKBONES
    return recommend_view(choice.side, choice.elongation, drawn=choice.drawn, pretrained=pretrained)
