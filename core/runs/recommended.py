"""Which architecture, view and size of pictures suit a dataset, where nobody has chosen them."""

from core.data.intake.choices import Choice
from core.data.pixels.view import View, recommend_view
from core.networks.backbones import BACKBONES, LITE0, LITE2, Backbone
from core.runs.expected_time import estimate_seconds
from core.specs.named_values import spec_from
from core.specs.settings import list_settings

PHOTO_SIDE = 64  # pixels; smaller pictures hold too little of what a network for photos looks for
ARTICLE_SIDE = 224  # pixels, as the article prints it
FAST_SIDE = 96  # pixels; a small network learns much from them, five times as fast
PATIENCE = 30.0  # seconds that the better of the built-in networks may take in all


def recommend(choice: Choice) -> str:
    """A pretrained network; for tiny pictures one that learns anew.

    On 420 of the drawings a head became 100 % right about 90 others in 19 s, `compact` 98 % in 61 s and `article` 96 %
    in 44 s; on 1,259 digits of 8 x 8 pixels 95, 85 and 98 % of 269.
    """
    if choice.side < PHOTO_SIDE:
        return str(list_settings()["architecture"].default)
    return recommend_backbone(choice).name


def recommend_backbone(choice: Choice) -> Backbone:
    """The better of the built-in networks where it takes under half a minute on this machine, else the faster one."""
    seconds = estimate_head_seconds(LITE2, choice)
    return LITE2 if seconds is not None and seconds < PATIENCE else LITE0


def estimate_head_seconds(backbone: Backbone, choice: Choice) -> float | None:
    """Seconds until a new head on this network is trained and tested; None where nothing tells."""
    return estimate_seconds(spec_from({"dataset": choice.name, "architecture": backbone.name}), choice)


def recommend_size(choice: Choice, architecture: str) -> int:
    """The side in pixels of what that architecture sees: its own, or what the pictures have where that is less."""
    if architecture in BACKBONES:
        return BACKBONES[architecture].image_size
    usual = ARTICLE_SIDE if architecture == "article" else FAST_SIDE
    return max(int(list_settings()["image_size"].low or 0), min(usual, choice.side))


def recommend_view_for(choice: Choice, architecture: str) -> View:
    """How its pictures should be brought to size for that architecture, from their shapes."""
    pretrained = architecture in BACKBONES
    return recommend_view(choice.side, choice.elongation, drawn=choice.drawn, pretrained=pretrained)
