import io
import struct
import threading

import numpy as np
import pytest
from PIL import Image

from core.data.pixels import decode as decoding
from core.data.pixels.decode import PictureError, Size, decode, decode_squares, decode_whole, examine
from core.data.pixels.memory import apart
from core.data.pixels.memory.budget import BUDGET
from core.data.pixels.view import View
from tests.core.data.pictures import noise


def bytes_of(image, format="PNG", **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


@pytest.fixture
def asked(monkeypatch):
    """Nothing fits into the budget; what the helpers were asked for."""
    asked = []
    ask = apart._ask
    monkeypatch.setattr(BUDGET, "total", 0)
    monkeypatch.setattr(apart, "_ask", lambda *what: (asked.append(what[2:]), ask(*what))[1])
    return asked


def turned(image):
    exif = Image.Exif()
    exif[0x112] = 6
    return bytes_of(image, exif=exif)


def test_a_helper_finds_what_this_process_would_find(asked, monkeypatch):
    data = turned(noise(1, (400, 300)))
    apart_ones = (
        decode(data, 32, View.LETTERBOX),
        decode_whole(data, enough=20),
        examine(data, "one"),
        decode_squares(data, 32, View.VIEWS),
    )
    assert asked == [("decode", 32, "letterbox"), ("picture", 20), ("examine", 0), ("squares", 32, "views")]
    monkeypatch.setattr(BUDGET, "total", 10**9)
    np.testing.assert_array_equal(apart_ones[0], decode(data, 32, View.LETTERBOX))
    np.testing.assert_array_equal(apart_ones[3], decode_squares(data, 32, View.VIEWS))
    assert apart_ones[1].tobytes() == decode_whole(data, enough=20).tobytes()
    assert apart_ones[1].size == decode_whole(data, enough=20).size
    assert apart_ones[2] == examine(data, "one") == Size(300, 400)
    assert len(asked) == 4


def test_what_is_light_needs_no_helper(asked, monkeypatch):
    monkeypatch.setattr(BUDGET, "total", 10**8)
    decode(bytes_of(noise(1, (40, 30))), 32)
    assert asked == []


def test_a_helper_says_what_is_wrong_with_the_file(asked):
    data = bytes_of(noise(2, (400, 300)))[:-2000]
    with pytest.raises(PictureError, match=r"^photo\.png ends too early") as caught:
        decode(data, 32, name="photo.png")
    assert caught.value.kind == "truncated"
    assert asked


def test_a_helper_that_the_system_ends_for_its_memory_is_a_sentence(asked, monkeypatch):
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(PictureError, match=r"^photo\.png takes more memory to decode than this machine can give"):
        examine(bytes_of(noise(2, (40, 30))), "photo.png")


def test_what_takes_more_than_any_picture_should_is_refused():
    data = tile_larger_than_its_picture()
    with pytest.raises(PictureError, match="takes more memory to decode") as caught:
        examine(data, "tile.tif")
    assert caught.value.kind == "too_large"


def tile_larger_than_its_picture():
    """A TIFF of 64 x 64 grey pixels in one tile of a million times a million."""
    side = 1_000_000
    tags = {256: 64, 257: 64, 258: 8, 259: 8, 262: 1, 277: 1, 322: side, 323: side, 324: 200, 325: 10}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(100)


def test_one_helper_works_at_a_time(asked, monkeypatch):
    at_work, most, lock = [], [], threading.Lock()
    run = apart.subprocess.run

    def counted(*args, **kwargs):
        with lock:
            at_work.append(1)
            most.append(len(at_work))
        try:
            return run(*args, **kwargs)
        finally:
            with lock:
                at_work.pop()

    monkeypatch.setattr(apart.subprocess, "run", counted)
    data = bytes_of(noise(3, (40, 30)))
    threads = [threading.Thread(target=examine, args=(data, "one")) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert most == [1, 1, 1]


def test_the_limit_of_one_picture_is_above_every_whole_photo():
    assert decoding.HEAVIEST > 16 * decoding.MAX_PIXELS  # of a WebP, the heaviest format
