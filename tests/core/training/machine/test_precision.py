"""Mixed precision is measured before it is chosen, and the measuring leaves nothing behind."""

import json
import math

import keras
import numpy as np
import pytest

from core.cancel import CancelWhen
from core.jobs.events import EventWriter
from core.jobs.phases import Phases
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.training.machine.devices import choose_device
from core.training.machine.precision import COST, Sample, Trial, choose_faster, choose_policy

FULL = Trial("float32", seconds=1.0, first_loss=0.7, loss=0.5)


@pytest.mark.parametrize(
    ("seconds", "first_loss", "loss", "policy"),
    [
        (0.5, 0.69, 0.5, "mixed"),
        (0.5, 0.69, 0.9, "mixed"),  # chance: a step more or less of the same batch
        (1.5, 0.69, 0.5, "float32"),
        (0.5, 1.2, 0.5, "float32"),
        (0.5, math.nan, 0.5, "float32"),
        (0.5, 0.69, math.nan, "float32"),
    ],
)
def test_it_is_taken_where_it_is_faster_and_computes_alike(seconds, first_loss, loss, policy):
    assert choose_faster(FULL, Trial("mixed", seconds, first_loss, loss)) == policy


@pytest.fixture
def sample():
    spec = TrainingSpec(image_size=32)
    images = np.random.default_rng(0).integers(0, 256, (8, 32, 32, 3), dtype=np.uint8)
    return Sample(spec, describe_network(spec, 2), 2, choose_device("cpu"), images, np.arange(8) % 2)


@pytest.fixture
def phases(tmp_path):
    with EventWriter(tmp_path / "events.jsonl") as events:
        yield Phases(events)


@pytest.mark.slow
def test_both_are_tried_once_and_what_is_built_next_is_as_exact_as_before(home, sample, phases, tmp_path):
    home.mkdir(exist_ok=True)
    steps = []
    chosen = choose_policy(sample, None, phases, CancelWhen(lambda: steps.append("measured")))
    assert keras.config.dtype_policy().name == "float32"
    (kept,) = json.loads((home / "precision.json").read_text()).values()
    assert [trial["policy"] for trial in kept["trials"]] == ["float32", "mixed_bfloat16"]
    assert kept["policy"] == chosen
    events = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert [event["phase"] for event in events if event["kind"] == "phase"] == ["measuring"]
    assert [event["total"] for event in events if event["kind"] == "progress"]
    steps.clear()
    assert choose_policy(sample, 1.0, phases, CancelWhen(lambda: steps.append("measured again"))) == chosen
    assert not steps


def test_a_training_too_short_to_gain_by_it_is_not_measured(home, sample, phases):
    def measure():
        raise AssertionError("it is measured")

    assert choose_policy(sample, 2 * COST - 1, phases, CancelWhen(measure)) == "float32"
    assert not (home / "precision.json").exists()
    with pytest.raises(AssertionError):
        choose_policy(sample, 2 * COST + 1, phases, CancelWhen(measure))
