"""`python -m core.backbone NAME`: write the ONNX form of a packaged network to the standard output."""

import sys

from core.backbone.onnx_form import make
from core.networks.backbones import BACKBONES

if __name__ == "__main__":
    sys.stdout.buffer.write(make(BACKBONES[sys.argv[1]]))
