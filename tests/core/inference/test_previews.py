"""What a screen shows of a picture."""

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from core.data.pixels.decode import PictureError
from core.inference.previews import encode_data_url, render_preview
from tests.core.data.pictures import noise


def file(size, kind="PNG"):
    data = BytesIO()
    noise(size=size).save(data, kind)
    return data.getvalue()


@pytest.mark.parametrize(
    ("size", "expected"), [((1000, 500), (200, 100)), ((300, 900), (67, 200)), ((40, 30), (40, 30))]
)
def test_the_longer_side_is_bounded_and_the_shape_kept(size, expected):
    with Image.open(BytesIO(render_preview(file(size), "wide.png", side=200))) as shown:
        assert shown.format == "JPEG"
        assert shown.size == expected


def test_a_bad_file_is_named():
    with pytest.raises(PictureError, match=r"broken\.jpg"):
        render_preview(file((50, 50), "JPEG")[:300], "broken.jpg")


def test_a_data_url_holds_the_whole_file():
    head, _, body = encode_data_url(b"jpeg").partition(",")
    assert head == "data:image/jpeg;base64"
    assert b64decode(body) == b"jpeg"
