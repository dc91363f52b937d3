"""The map of a dataset is saved with it, stays through decisions, and is drawn anew for other pictures."""

import numpy as np
import pytest

from core.curation.deciding.decide import decide
from core.curation.map import picture_map
from core.data import datasets
from core.data.decisions import Decision
from core.data.intake import adding
from tests.core.data.pictures import two_classes


@pytest.fixture
def pets(tmp_path):
    return adding.add(two_classes(tmp_path / "photos", 10), "pets")


def rows_of(dataset):
    return np.random.default_rng(0).normal(size=(len(dataset.list_pictures()), 16)).astype(np.float32)


def test_the_map_is_read_as_it_was_drawn_and_a_decision_moves_nothing(pets):
    assert picture_map.load(pets) is None
    drawn = picture_map.draw(pets, rows_of(pets))
    decided = decide("pets", "cat/001.png", Decision(kind="leave_out"))
    found = picture_map.load(decided)
    assert np.array_equal(found.positions, drawn.positions)
    assert [record.path for record in found.records] == [record.path for record in pets.list_pictures()]


def test_the_map_of_other_pictures_is_none_and_a_damaged_one_is_named(pets, tmp_path):
    picture_map.draw(pets, rows_of(pets))
    path = pets.folder / picture_map.FILE
    other = adding.add(two_classes(tmp_path / "others", 12), "others")
    (other.folder / picture_map.FILE).write_bytes(path.read_bytes())
    assert picture_map.load(other) is None
    assert picture_map.find_damaged(other) is None
    path.write_bytes(path.read_bytes()[:100])
    assert picture_map.load(pets) is None
    assert picture_map.find_damaged(pets) == path


def test_the_nearest_are_those_in_use_the_picture_itself_first(pets):
    drawn = picture_map.draw(pets, rows_of(pets))
    among = decide("pets", "cat/001.png", Decision(kind="leave_out")).list_pictures()
    nearest = drawn.find_nearest("cat/002.png", among, 5)
    distances = np.linalg.norm(drawn.positions - drawn.positions[drawn.places["cat/002.png"]], axis=1)
    in_use = {drawn.places[record.path] for record in among}
    expected = [drawn.records[place].path for place in np.argsort(distances) if place in in_use][:5]
    assert nearest == expected
    assert nearest[0] == "cat/002.png"


def test_stored_features_shorten_the_estimate(pets):
    before = picture_map.estimate_seconds(datasets.load("pets"))
    rows = picture_map.compute_rows(pets)
    assert rows.shape == (20, 1280)
    assert picture_map.estimate_seconds(pets) < before
