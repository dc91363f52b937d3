"""Adding, the cache, thumbnails and prediction use and refuse the same files, with the same pixels."""

import numpy as np
import pytest

from core.data.intake import adding
from core.data.pixels.cache import open_decoded
from core.data.pixels.decode import decode
from core.data.pixels.view import View
from core.data.samples import make_thumbnail
from core.errors import InputError
from core.inference.predict import Question, answer
from tests.core.data import odd_pictures as odd
from tests.core.data.hostile_pictures import HOSTILE
from tests.core.data.pictures import noise, two_classes

SIZE = 32
GOOD = {
    **{f"good.{format.lower()}": odd.encode(noise(9, (90, 70)), format) for format in
       ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "AVIF", "MPO")},
    "large.jpg": odd.encode(noise(9, (900, 700)), "JPEG", progressive=True), "good.heic": odd.heic(noise(9, (90, 70))),
    "lossless.jpg": odd.lossless_jpeg(256), "ink.jpg": odd.cmyk("JPEG"), "lab.tif": odd.lab_tiff(),
    "deep.tif": odd.grey_tiff(12), "masks.bmp": odd.bmp_without_alpha(),
    "small_frame.gif": odd.gif_with_small_first_frame(),
    "wide.png": odd.encode(noise(9), "PNG", icc_profile=odd.make_profile()),
}  # fmt: skip


class Mirror:
    """A model that says how bright a picture is, and keeps what it was shown."""

    classes = ("dark", "bright")
    image_size = SIZE
    head = None

    def __init__(self):
        self.seen = []

    view = View.CROP

    def compute_probabilities(self, pixels):
        self.seen += list(pixels)
        bright = pixels.mean(axis=(1, 2, 3)) / 255
        return np.stack([1 - bright, bright], axis=1)


@pytest.mark.filterwarnings("ignore")  # as in the product, see core/data/pixels/opening/quiet.py
@pytest.mark.parametrize("copy", [False, True])
def test_who_reads_a_file_does_not_matter(tmp_path, copy):
    photos = two_classes(tmp_path / "photos", 4)
    for name, data in {**GOOD, **{name: data for name, (data, _, _) in HOSTILE.items()}}.items():
        (photos / "cat" / name).write_bytes(data)
    dataset = adding.add(photos, "odd", copy=copy)
    decoded = open_decoded(dataset, SIZE, View.CROP)
    records = {record.path: record for record in dataset.records if record.path.startswith("cat/")}
    model = Mirror()
    questions = [Question(path, photos / path) for path in records]
    answers = answer(model, questions)
    refused = {said.name: said.problem.text for said in answers if said.problem}
    assert refused == {path: record.reason.text for path, record in records.items() if not record.usable}
    pixels = dict(zip((said.name for said in answers if not said.problem), model.seen, strict=True))
    for path, seen in pixels.items():
        np.testing.assert_array_equal(decoded.images[decoded.paths.index(path)], seen)
        np.testing.assert_array_equal(decode(dataset.root / path, SIZE, View.CROP), seen)
    assert {f"cat/{name}" for name in GOOD} <= set(pixels)
    assert {path for path in records if not can_be_shown(photos / path)} == set(refused)


def can_be_shown(path):
    try:
        make_thumbnail(path, 240, path.name)
    except InputError:
        return False
    return True
