"""Features of pictures: the same whoever asks, computed once, and whole after whatever happened to their store."""

import io

import numpy as np
import pytest

from core.backbone import features as module
from core.backbone.features import compute_features, take_picture_from_bytes, take_picture_of_record
from core.cancel import Cancelled, CancelWhen
from core.data.intake import adding
from core.data.pixels.decode import PictureError, decode, decode_squares
from core.data.pixels.view import View
from core.errors import InputError
from core.networks.backbones import EMBEDDED
from tests.core.data.pictures import noise, two_classes


def photo(seed):
    data = io.BytesIO()
    noise(seed, (300, 200)).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def seen(monkeypatch):
    """The names of the pictures that had to be computed."""
    names, compute = [], module._compute_row

    def spy(session, size, view, picture):
        names.append(picture.name)
        return compute(session, size, view, picture)

    monkeypatch.setattr(module, "_compute_row", spy)
    return names


def test_each_picture_has_its_own_row_in_its_place():
    pictures = [take_picture_from_bytes(str(seed), photo(seed)) for seed in range(3)]
    rows = compute_features(pictures)
    assert (rows.shape, rows.dtype) == ((3, EMBEDDED.width), np.float32)
    for picture, row in zip(pictures, rows, strict=True):
        np.testing.assert_array_equal(compute_features([picture])[0], row)
    assert np.abs(rows[0] - rows[1]).max() > 0.01
    assert compute_features([]).shape == (0, EMBEDDED.width)


def test_ten_new_pictures_cost_ten(seen):
    compute_features([take_picture_from_bytes(str(seed), photo(seed)) for seed in range(5)])
    assert sorted(seen) == list("01234")
    told = []
    again = [take_picture_from_bytes(f"again {seed}", photo(seed)) for seed in (3, 0, 7, 7)]
    rows = compute_features(again, progress=lambda done, total: told.append((done, total)))
    assert len(seen) == 6
    np.testing.assert_array_equal(rows[2], rows[3])
    assert told == [(4, 4)]


def test_a_dataset_shares_what_was_given_by_hand(tmp_path, seen):
    dataset = adding.add(two_classes(tmp_path / "photos", 4), "photos")
    record = dataset.list_pictures()[0]
    row = compute_features([take_picture_from_bytes("by hand", dataset.find_path(record).read_bytes())])[0]
    np.testing.assert_array_equal(compute_features([take_picture_of_record(dataset, record)])[0], row)
    assert seen == ["by hand"]


def test_a_picture_that_changed_since_it_was_added_is_not_taken_for_the_old_one(tmp_path):
    dataset = adding.add(two_classes(tmp_path / "photos", 4), "photos")
    record = dataset.list_pictures()[0]
    dataset.find_path(record).write_bytes(photo(99))
    with pytest.raises(InputError, match="has changed since the dataset photos was added"):
        compute_features([take_picture_of_record(dataset, record)])


def test_a_bad_picture_is_named():
    with pytest.raises(PictureError, match=r"notes\.jpg is not a picture"):
        compute_features(
            [take_picture_from_bytes("good.png", photo(1)), take_picture_from_bytes("notes.jpg", b"just text")]
        )


def test_stopping_keeps_what_was_done(seen, monkeypatch):
    monkeypatch.setattr(module, "STORE_EVERY", 2)
    pictures = [take_picture_from_bytes(str(seed), photo(seed)) for seed in range(8)]
    answers = iter([False] * 5 + [True])
    with pytest.raises(Cancelled):
        compute_features(pictures, cancel=CancelWhen(lambda: next(answers)))
    seen.clear()
    compute_features(pictures[:4])
    assert seen == []


def test_a_damaged_store_is_made_again(home, seen):
    picture = take_picture_from_bytes("photo", photo(1))
    row = compute_features([picture])[0]
    (store,) = (home / "features").iterdir()
    store.write_bytes(b"no database" * 1000)
    np.testing.assert_array_equal(compute_features([picture])[0], row)
    assert seen == ["photo", "photo"]


def test_each_view_has_features_of_its_own_and_several_views_the_mean_of_them():
    picture = take_picture_from_bytes("p", photo(5))
    found = {view: compute_features([picture], EMBEDDED, view)[0] for view in View}
    assert len({row.tobytes() for row in found.values()}) == len(View)
    np.testing.assert_array_equal(compute_features([picture], EMBEDDED, View.CROP)[0], found[View.CROP])
    squares = decode_squares(photo(5), 224, View.VIEWS)
    each = [module.run_backbone(module.load_backbone(), square[None]) for square in squares]
    np.testing.assert_allclose(found[View.VIEWS], np.mean(each, axis=0), atol=1e-4)


def test_features_are_those_of_the_one_decoder():
    pixels = decode(photo(5), 224)[None].astype(np.float32)
    np.testing.assert_array_equal(
        compute_features([take_picture_from_bytes("p", photo(5))])[0],
        module.load_backbone().run(["features"], {"image": pixels})[0][0],
    )
