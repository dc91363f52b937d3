"""The architectures that are described layer by layer; of the others `test_published` holds the facts against Keras."""

from core.networks.backbones import BACKBONES
from core.networks.catalogue import ARCHITECTURES

LAYERS = [name for name in ARCHITECTURES if name not in BACKBONES or BACKBONES[name].application is None]
