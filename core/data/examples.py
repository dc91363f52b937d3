"""Pictures that are always at hand: two photos that come with scikit-learn, and two drawings of ours.

The photos are by danielbuechele (the tower) and vultilion (the flower) on Flickr, CC BY 2.0.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

from core.data.shipped import find
from core.i18n import N_
from core.sketches import draw

SIDE = 256  # pixels of a drawing


@dataclass(frozen=True)
class Example:
    """What is to be seen, for those who do not see it, and what reads the bytes of the file."""

    shows: str
    read: Callable[[], bytes]


def list_examples() -> Mapping[str, Example]:
    """The examples by name; a photo that is not installed is left out."""
    photos = {
        name: Example(shows, path.read_bytes)
        for name, shows in PHOTOS.items()
        if (path := find(f"images/{name}")).exists()
    }
    return {**photos, **DRAWINGS}


def _draw(label: str, number: int) -> bytes:
    file = BytesIO()
    draw(label, number, SIDE, seed=0).save(file, "PNG")
    return file.getvalue()


PHOTOS = {
    "china.jpg": N_("A photo of a tower above trees"),
    "flower.jpg": N_("A photo of a flower, close up"),
}
DRAWINGS = {
    "drawing_1.png": Example(N_("A drawing of a cat"), lambda: _draw("cat", 4)),
    "drawing_2.png": Example(N_("A drawing of a dog"), lambda: _draw("dog", 4)),
}
