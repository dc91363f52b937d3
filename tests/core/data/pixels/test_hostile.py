"""Hostile and damaged files get a sentence, or the picture that is in them, in no time and little memory."""

import random
import subprocess
import sys
import time

import pytest
from PIL import Image

from core.data.pixels.decode import PictureError, decode, decode_whole, examine
from core.data.pixels.stripping.strip import strip_metadata
from tests.core.data import odd_pictures as odd
from tests.core.data.hostile_pictures import HOSTILE
from tests.core.data.pictures import noise

LONGEST = 2.0  # seconds
MUTATIONS = 60  # of each format


def look(work):
    """The kind and the sentence of a refusal, or nothing, within the time that is allowed."""
    began = time.monotonic()
    try:
        work()
        said = (None, "")
    except PictureError as error:
        said = (error.kind, str(error))
    assert time.monotonic() - began < LONGEST
    return said


@pytest.mark.filterwarnings("ignore")  # as in the product, see core/data/pixels/opening/quiet.py
@pytest.mark.parametrize("name", HOSTILE)
def test_each_has_its_sentence_whoever_asks(name):
    data, kind, words = HOSTILE[name]
    said = look(lambda: decode(data, 64, name=name))
    assert said[0] == kind
    assert words in said[1]
    assert said[1].startswith(name) == (kind is not None)
    assert look(lambda: decode_whole(data, enough=96, name=name)) == said
    if data:
        assert look(lambda: examine(data, name)) == said
        assert look(lambda: examine(strip_metadata(data, name), name))[0] == kind


def mutate(data, dice):
    """Some bytes changed, most of them in the head, or a piece taken out, doubled or put in."""
    data = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        reach = len(data) if dice.random() < 0.4 else min(len(data), 300)
        data[dice.randrange(reach)] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
    if dice.random() < 0.3:
        at, length = dice.randrange(len(data)), dice.randrange(64)
        data[at : at + length] = dice.choice((b"", bytes(data[at : at + length]) * 2, dice.randbytes(length)))
    return bytes(data)


ORIGINALS = {
    **{format: odd.encode(noise(1, (48, 36)), format) for format in
       ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF", "AVIF")},
    "lzw": odd.encode(noise(1, (48, 36)), "TIFF", compression="tiff_lzw"),
    "deflate": odd.encode(noise(1, (48, 36)), "TIFF", compression="tiff_adobe_deflate"),
    "fax": odd.encode(noise(1, (48, 36)).convert("1"), "TIFF", compression="group4"),
    "jpeg in tiff": odd.encode(noise(1, (48, 36)), "TIFF", compression="jpeg"),
    "progressive": odd.encode(noise(1, (48, 36)), "JPEG", progressive=True),
    "profile": odd.encode(noise(1, (48, 36)), "PNG", icc_profile=odd.make_profile()),
    "animation": odd.encode(noise(1), "WEBP", save_all=True, append_images=[noise(2)]),
    "lossless": odd.lossless_jpeg(), "ink": odd.cmyk("JPEG"), "lab": odd.lab_tiff(), "12 bits": odd.grey_tiff(12),
    "small frame": odd.gif_with_small_first_frame(), "masks": odd.bmp_without_alpha(), "HEIC": odd.heic(noise(1)),
}  # fmt: skip

MUTATED = """
import tempfile, os
from pathlib import Path
from tests.core.data.pixels.test_hostile import MUTATIONS, ORIGINALS, look_at_mutations
os.chdir(tempfile.mkdtemp())
look_at_mutations({name: data for name, data in ORIGINALS.items()}, MUTATIONS)
assert not list(Path.cwd().iterdir())
status = Path("/proc/self/status").read_text()
print("megabytes", int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


def look_at_mutations(originals, count):
    """Raise what is no sentence; a mutation that is read for adding is read for training and for showing too."""
    for name, data in originals.items():
        dice = random.Random(name)
        for _ in range(count):
            mutated = mutate(data, dice)
            said = look(lambda data=mutated: examine(data, "it"))
            assert look(lambda data=mutated: decode(data, 16, name="it")) == said, (name, mutated)
            assert look(lambda data=mutated: decode_whole(data, enough=24, name="it")) == said, (name, mutated)
            look(lambda data=mutated: examine(strip_metadata(data, "it"), "it"))


@pytest.mark.slow
def test_mutated_bytes_of_each_format_harm_nobody_and_print_nothing():
    ran = subprocess.run([sys.executable, "-c", MUTATED], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.returncode == 0
    assert int(ran.stdout.split()[-1]) < 1500
    assert ran.stdout.startswith("megabytes")


@pytest.mark.slow
def test_nothing_of_a_decoder_reaches_the_terminal():
    """Asked in a process of its own, since pytest catches warnings."""
    script = "from tests.core.data.pixels.test_hostile import say_nothing\nsay_nothing()"
    ran = subprocess.run([sys.executable, "-W", "default", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout + ran.stderr == ""


def say_nothing():
    noisy = odd.encode(Image.effect_noise((200, 200), 60), "TIFF", compression="tiff_lzw")
    for data in (noisy[:300] + b"\x77" * 400 + noisy[700:], HOSTILE["exif.jpg"][0], HOSTILE["strip_length.tif"][0]):
        look(lambda data=data: decode(data, 16, name="it"))
