"""Mixed precision is measured before it is chosen, and the measuring leaves nothing behind."""

import json
import math

import keras
import numpy as np
import pytest

from core.cancel import CancelWhen
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.training.machine.devices import training_device
from core.training.machine.precision import Trial, choose_policy, faster

FULL = Trial("float32", seconds=1.0, loss=0.7)


@pytest.mark.parametrize(
    ("seconds", "loss", "policy"),
    [(0.5, 0.69, "mixed"), (1.5, 0.69, "float32"), (0.5, 1.2, "float32"), (0.5, math.nan, "float32")],
)
def test_it_is_taken_where_it_is_faster_and_trains_as_well(seconds, loss, policy):
    assert faster(FULL, Trial("mixed", seconds, loss)) == policy


def test_both_are_tried_once_and_what_is_built_next_is_as_exact_as_before(home):
    home.mkdir(exist_ok=True)
    spec = TrainingSpec(image_size=32)
    images = np.random.default_rng(0).integers(0, 256, (8, 32, 32, 3), dtype=np.uint8)
    labels = np.arange(8) % 2
    asked = (spec, describe_network(spec, 2), 2, training_device("cpu"), images, labels)
    steps = []
    chosen = choose_policy(*asked, CancelWhen(lambda: steps.append("measured")))
    assert keras.config.dtype_policy().name == "float32"
    (kept,) = json.loads((home / "precision.json").read_text()).values()
    assert [trial["policy"] for trial in kept["trials"]] == ["float32", "mixed_bfloat16"]
    assert kept["policy"] == chosen
    steps.clear()
    assert choose_policy(*asked, CancelWhen(lambda: steps.append("measured again"))) == chosen
    assert not steps
