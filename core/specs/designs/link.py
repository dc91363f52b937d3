"""A small design as a word of an address: its JSON, deflated and in base64's letters for addresses."""

import base64
import binascii
import json
import zlib

from core.errors import InputError
from core.i18n import N_
from core.networks.design.blocks import Design
from core.specs.designs.design_file import LARGEST, dump_design, parse_design

LONGEST = 6000  # letters; browsers and servers take about eight thousand for a whole address


def encode_design(design: Design) -> str:
    """The word that `decode_design` takes."""
    text = json.dumps(dump_design(design), separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


def fits_into_link(design: Design) -> bool:
    return len(encode_design(design)) <= LONGEST


def decode_design(word: str) -> Design:
    """The design in a link.

    Raises:
        InputError: the link was cut or changed, or is not of a design.

    """
    try:
        packed = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
        text = zlib.decompressobj().decompress(packed, LARGEST + 1)
        return parse_design(text, name="link")
    except (binascii.Error, zlib.error, UnicodeError, ValueError, InputError) as error:
        raise InputError(
            N_("The link does not hold a whole design. Ask for the link again, or for the design as a file.")
        ) from error
