"""What a browser gets of the recordings: plain JSON, rounded, each filter as bright as it can be."""

import json
from base64 import b64decode
from dataclasses import replace

import numpy as np

from core.evaluation.replay import build_frames, make_replay
from core.runs.inside import Header, Inside, Snapshot

FILTERS = np.zeros((3, 3, 3, 2), np.float32)
FILTERS[0, 0, 0, 0], FILTERS[2, 2, 2, 1] = -2.0, 0.001


def snapshot(epoch):
    return Snapshot(
        epoch=epoch,
        confusion=np.array([[3, 1], [0, 4]], np.int32),
        probabilities=np.array([[0.123456, 0.876544]], np.float32),
        layers=np.array([[1.23456, 0.5, 1e-3], [9, 9, 9], [2.0, np.nan, 2e-3]], np.float32),
        dead=np.array([0.25], np.float32),
        filters=FILTERS,
        learning_rate=0.1,
        memory=1e9,
        gpu=float("nan"),
    )


HEADER = Header(
    classes=("cat", "dog"), paths=("cat/1.png",), labels=(0,), layers=("conv", "norm", "dense"),
    kinds=("Conv2D", "BatchNormalization", "Dense"), relus=("conv",), probe=1,
)  # fmt: skip


def test_the_replay_is_json_with_an_entry_an_epoch():
    found = build_frames(Inside(HEADER, (snapshot(1), snapshot(3))), {1: 100.0})
    assert json.loads(make_replay(Inside(HEADER, (snapshot(1), snapshot(3))), {1: 100.0}).text) == found
    assert found["epochs"] == [1, 3]
    assert found["confusion"] == [[3, 1, 0, 4]] * 2
    assert found["probabilities"] == [[0.123, 0.877]] * 2
    assert found["images"] == [100.0, None]
    assert found["gpu"] == [None, None]


def test_layers_without_kernels_are_left_out_and_what_is_no_number_is_none():
    found = build_frames(Inside(HEADER, (snapshot(1),)), {})
    assert found["layers"] == ["conv", "dense"]
    assert found["weights"] == [[1.235, 2.0]]
    assert found["gradients"] == [[0.5, None]]


def test_a_model_that_answers_no_numbers_can_be_replayed():
    broken = replace(snapshot(1), probabilities=np.array([[np.nan, np.nan]], np.float32))
    assert json.loads(make_replay(Inside(HEADER, (broken,)), {}).text)["probabilities"] == [[0.0, 0.0]]


def test_a_filter_is_as_bright_as_its_largest_weight():
    found = build_frames(Inside(HEADER, (snapshot(1),)), {})
    first, second = np.frombuffer(b64decode(found["filters"][0]), np.uint8).reshape(2, 3, 3, 3)
    assert first[0, 0].tolist() == [1, 128, 128]
    assert second[2, 2].tolist() == [128, 128, 255]
    assert (first[1] == 128).all()
