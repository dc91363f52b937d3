"""`python -m core.data.pixels decode|squares|picture|examine NUMBER [VIEW]`: the helper of `memory.apart`."""

import json
import sys
from typing import Any

import numpy as np
from PIL import Image

from core.data.pixels.decode import PictureError, decode, decode_squares, decode_whole, examine
from core.data.pixels.memory.budget import BUDGET
from core.data.pixels.view import View

NAMELESS = "-"  # whoever asks knows what the picture is called


def _work(operation: str, number: int, view: str = View.STRETCH) -> None:
    BUDGET.total = sys.maxsize
    data = sys.stdin.buffer.read()
    try:
        if operation == "examine":
            size = examine(data, NAMELESS)
            _answer({"width": size.width, "height": size.height})
        elif operation == "decode":
            _answer_with(Image.fromarray(decode(data, number, View(view), name=NAMELESS)))
        elif operation == "squares":
            squares = decode_squares(data, number, View(view), name=NAMELESS)
            _answer_with(Image.fromarray(np.concatenate(squares)))
        else:
            _answer_with(decode_whole(data, enough=number, name=NAMELESS))
    except PictureError as error:
        _answer({"kind": error.kind, "text": error.message.text, "values": dict(error.message.values)})


def _answer_with(image: Image.Image) -> None:
    _answer({"width": image.width, "height": image.height}, image.tobytes())


def _answer(said: dict[str, Any], pixels: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + pixels)


if __name__ == "__main__":
    _work(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
