import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits

from core.cancel import Cancelled, CancelWhen
from core.data.intake import adding
from core.data.pixels.decode import decode
from core.errors import InputError


@pytest.mark.slow
def test_digits():
    dataset = adding.ensure("digits")
    assert dataset.classes == [str(digit) for digit in range(10)]
    assert dataset.manifest.images == 1797
    assert dataset.problems == []
    assert not dataset.manifest.drawn
    assert {(record.width, record.height) for record in dataset.list_pictures()} == {(8, 8)}
    assert adding.ensure("digits").manifest == dataset.manifest
    digits = load_digits()
    for number, label in ((0, 0), (900, digits.target[900]), (1796, 8)):
        pixels = decode(dataset.root / f"{label}/{label}-{number:04d}.png", 8)
        np.testing.assert_allclose(pixels[..., 0], digits.images[number] * 255 / 16, atol=0.5)


def test_an_interrupted_built_in_leaves_nothing(home):
    with pytest.raises(Cancelled):
        adding.ensure("digits", cancel=CancelWhen(lambda: True))
    assert list((home / "datasets").iterdir()) == []


def test_sketches():
    dataset = adding.add("sketches", "few", options={"count": 20, "size": 40, "seed": 3})
    assert dataset.counts == {label: {"train": 6, "val": 2, "test": 2} for label in ("cat", "dog")}
    assert dataset.manifest.drawn
    assert dataset.manifest.source.options == {"count": 20, "size": 40, "seed": 3}
    for record in dataset.list_pictures():
        with Image.open(dataset.find_path(record)) as picture:
            assert picture.size == (40, 40)


def test_a_seed_draws_its_own_sketches():
    def hashes(name, seed):
        dataset = adding.add("sketches", name, options={"count": 20, "size": 32, "seed": seed})
        return {record.sha256 for record in dataset.list_pictures()}

    assert hashes("a", 1) == hashes("b", 1)
    assert not hashes("a2", 1) & hashes("c", 2)


def test_sketches_know_their_options():
    for options, sentence in (
        ({"size": 16}, "size must be a whole number from 32 to 256, not 16"),
        ({"count": 0}, "count must be a whole number from 20 to 100000, not 0"),
        ({"colour": 1}, r"sketches has no option colour\. It has: count, size, seed"),
    ):
        with pytest.raises(InputError, match=sentence):
            adding.add("sketches", "few", options=options)
