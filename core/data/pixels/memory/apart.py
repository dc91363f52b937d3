"""Decoding in a process of its own, one at a time: its memory is not this process's, and all of it is given back.

The helper is `python -m core.data.pixels`. It reads the picture's file from its standard input, and answers with a
line of JSON and, after it, the pixels.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from core.data.pixels.memory.budget import Budget
from core.data.pixels.picture_file import PictureError, make_out_of_memory_error
from core.data.pixels.view import View

ROOT = Path(__file__).parents[4]
ONE = Budget(1)  # at a time, and in the order in which they were asked for


def decode_apart(data: bytes, name: str, size: int, view: View) -> Image.Image:
    """What `core.data.pixels.decode.decode` makes of the picture.

    Raises:
        PictureError: the file cannot be used, or the machine has too little memory for it.

    """
    answer, pixels = _ask(data, name, "decode", size, view)
    return Image.frombytes("RGB", (answer["width"], answer["height"]), pixels)


def decode_squares_apart(data: bytes, name: str, size: int, view: View) -> list[Image.Image]:
    """What `decode_squares` makes of it; raises PictureError like `decode_apart`."""
    _answer, pixels = _ask(data, name, "squares", size, view)
    length = 3 * size * size
    parts = (pixels[start : start + length] for start in range(0, len(pixels), length))
    return [Image.frombytes("RGB", (size, size), part) for part in parts]


def show_apart(data: bytes, name: str, enough: int) -> Image.Image:
    """What `decode_whole` makes of it; raises PictureError like `decode_apart`."""
    answer, pixels = _ask(data, name, "picture", enough)
    return Image.frombytes("RGB", (answer["width"], answer["height"]), pixels)


def measure_apart(data: bytes, name: str) -> tuple[int, int]:
    """The width and height that `examine` finds; raises PictureError like `decode_apart`."""
    answer, _no_pixels = _ask(data, name, "examine", 0)
    return answer["width"], answer["height"]


def _ask(data: bytes, name: str, operation: str, number: int, *more: str) -> tuple[dict[str, Any], bytes]:
    with ONE.take(1):
        helper = subprocess.run(
            [sys.executable, "-m", "core.data.pixels", operation, str(number), *more],
            cwd=ROOT,
            input=data,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for this process to answer
            check=False,
        )
    line, _, pixels = helper.stdout.partition(b"\n")
    if helper.returncode < 0 or not line:  # the system ended it, or it could not even say why
        raise make_out_of_memory_error(name)
    answer = json.loads(line)
    if "kind" in answer:
        raise PictureError(answer["kind"], answer["text"], **answer["values"] | {"file": name})
    return answer, pixels
