"""Decoders that complain of a damaged file complain to nobody: what is wrong with it is a sentence of ours.

Pillow warns through `warnings` and `logging`; libtiff, which Pillow carries, writes to the standard error of the
process by itself, and is told not to.
"""

import ctypes
import logging
import warnings
from functools import cache

from PIL import Image, _imaging

_LIBRARIES = r"(PIL|pillow_heif)(\.|$)"


@cache
def silence_decoders() -> None:
    """Once in a process, before the first picture is opened."""
    warnings.filterwarnings("ignore", module=_LIBRARIES)
    # Pillow then stops at our limit by itself, from the header and before it takes memory.
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    for name in ("PIL", "pillow_heif"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    _silence_libtiff()


def _silence_libtiff() -> None:
    """Pillow links libtiff, so that its functions are found through Pillow's own library."""
    library = ctypes.CDLL(_imaging.__file__)
    for name in ("TIFFSetErrorHandler", "TIFFSetWarningHandler"):
        set_handler = getattr(library, name, None)  # on Windows it is inside Pillow's library, and has no name
        if set_handler is not None:
            set_handler.argtypes = [ctypes.c_void_p]
            set_handler.restype = ctypes.c_void_p
            set_handler(None)
