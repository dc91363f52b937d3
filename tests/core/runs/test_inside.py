"""What was recorded of the inside of a model: written, followed, written again, thinned out."""

import numpy as np
import pytest

from core.runs import inside
from core.runs.inside import FRAMES, Header, LiveInside, Snapshot, choose_spread, write, write_header

HEADER = Header(
    classes=("cat", "dog"), paths=("cat/1.png",), labels=(0,), layers=("conv",), kinds=("Conv2D",), relus=("conv",),
    probe=1,
)  # fmt: skip


def snapshot(epoch, *, rate=0.1):
    return Snapshot(
        epoch=epoch,
        confusion=np.array([[epoch, 0], [0, 1]], np.int32),
        probabilities=np.array([[0.25, 0.75]], np.float32),
        layers=np.ones((1, 3), np.float32),
        dead=np.array([0.5], np.float32),
        filters=np.zeros((3, 3, 3, 2), np.float32),
        learning_rate=rate,
        memory=1e9,
        gpu=float("nan"),
    )


@pytest.fixture
def folder(tmp_path):
    write_header(tmp_path / "inside", HEADER)
    return tmp_path / "inside"


def epochs(live):
    found = live.update()
    return [one.epoch for one in found.snapshots] if found else []


def test_what_is_written_is_read(folder):
    write(folder, snapshot(7))
    found = LiveInside(folder).update()
    assert found.header == HEADER
    (kept,) = found.snapshots
    for name, value in vars(snapshot(7)).items():
        np.testing.assert_array_equal(getattr(kept, name), value)


def test_a_run_without_recordings_has_nothing_inside(tmp_path):
    assert LiveInside(tmp_path / "inside").update() is None


def test_new_epochs_come_and_one_written_again_is_read_again(folder):
    live = LiveInside(folder)
    for epoch in (1, 2):
        write(folder, snapshot(epoch))
    assert epochs(live) == [1, 2]
    first = live.update().snapshots[0]
    write(folder, snapshot(2, rate=0.5))
    write(folder, snapshot(3))
    assert epochs(live) == [1, 2, 3]
    assert live.update().snapshots[0] is first
    assert live.update().snapshots[1].learning_rate == 0.5


def test_a_torn_file_hides_only_its_own_epoch(folder):
    for epoch in (1, 2):
        write(folder, snapshot(epoch))
    (folder / "0001.npz").write_bytes((folder / "0001.npz").read_bytes()[:100])
    assert epochs(LiveInside(folder)) == [2]


def test_epochs_come_in_the_order_of_their_numbers(folder):
    for epoch in (9999, 10000):
        write(folder, snapshot(epoch))
    assert epochs(LiveInside(folder)) == [9999, 10000]


@pytest.mark.parametrize("count", [0, 1, 2, 199, 200, 201, 1000])
def test_a_long_run_is_thinned_out_and_keeps_its_first_and_its_newest_epoch(count):
    kept = choose_spread(count, FRAMES)
    assert len(kept) <= FRAMES
    assert kept == sorted(set(kept))
    assert kept[:1] + kept[-1:] == ([0, count - 1] if count else [])


def test_one_more_epoch_moves_only_the_last_place():
    assert choose_spread(602, FRAMES)[:-1] == choose_spread(603, FRAMES)[:-1]


def test_many_classes_mean_fewer_epochs(folder, monkeypatch):
    monkeypatch.setattr(inside, "NUMBERS", 4 * 5)
    for epoch in range(1, 40):
        write(folder, snapshot(epoch))
    found = epochs(LiveInside(folder))
    assert len(found) <= 5
    assert found[-1] == 39
