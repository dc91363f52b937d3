"""The architectures that are described layer by layer; of the others `test_published` holds the facts against Keras."""

from core.models.backbones import BACKBONES
from core.models.catalogue import ARCHITECTURES

LAYERS = [name for name in ARCHITECTURES if name not in BACKBONES or BACKBONES[name].application is None]
