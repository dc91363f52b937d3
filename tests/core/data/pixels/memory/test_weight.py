import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.data.pixels.memory.weight import weigh
from tests.core.data.pictures import noise

SIZE = (3000, 2000)
KINDS = {
    "grey": ("L", {"format": "PNG"}),
    "rgb": ("RGB", {"format": "PNG", "compress_level": 1}),
    "transparent": ("RGBA", {"format": "PNG", "compress_level": 1}),
    "jpeg": ("RGB", {"format": "JPEG"}),
    "progressive": ("RGB", {"format": "JPEG", "progressive": True}),
    "not subsampled": ("RGB", {"format": "JPEG", "progressive": True, "subsampling": 0}),
    "webp": ("RGB", {"format": "WEBP", "method": 0, "quality": 30}),
    "strips": ("RGB", {"format": "TIFF", "compression": "tiff_lzw"}),
    "one strip": ("RGBA", {"format": "TIFF", "compression": "tiff_lzw", "strip_size": 10**9}),
    "palette": ("P", {"format": "GIF"}),
}

# The most memory that reading the file in argv[1] took, in bytes, in a process that has read none before.
PEAK = """
import re, sys
from pathlib import Path
from PIL import Image
from core.data.pixels.opening import upright
def kilobytes(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
Image.new("RGB", (64, 64)).resize((32, 32))
opened = Image.open(sys.argv[1])
Path("/proc/self/clear_refs").write_text("5")
before = kilobytes("VmRSS")
upright.make_square(opened, 96)
print((kilobytes("VmHWM") - before) * 1024)
"""


def written(folder, kind):
    mode, options = KINDS[kind]
    path = folder / "picture"
    noise(1, (30, 20)).resize(SIZE, Image.Resampling.BICUBIC).convert(mode).save(path, **options)
    return path


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the most memory of a while")
@pytest.mark.parametrize("kind", KINDS)
def test_no_picture_takes_more_than_it_weighs_and_few_take_much_less(tmp_path, kind):
    path = written(tmp_path, kind)
    told = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    with Image.open(path) as opened:
        weight = weigh(opened, opened.size) + 8 * 96 * SIZE[1]
    peak = int(told.stdout) - 2_000_000  # of code that is loaded on the way
    assert 0.3 * weight < peak < weight


def test_a_jpeg_that_is_read_smaller_weighs_less_but_a_progressive_one_keeps_its_coefficients():
    def weight(side, **options):
        file = BytesIO()
        noise(1, (30, 20)).resize(SIZE).save(file, "JPEG", **options)
        opened = Image.open(file)
        opened.draft(None, (side, side))
        return weigh(opened, SIZE)

    assert weight(3 * 96) < 0.4 * weight(10_000)
    assert (
        weight(3 * 96, progressive=True) - weight(3 * 96) == 3 * SIZE[0] * SIZE[1]
    )  # 1.5 numbers of two bytes a pixel
