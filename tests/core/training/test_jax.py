"""The same command trains on JAX, where it is installed: `KERAS_BACKEND=jax python -m core train ...`."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from core.data.intake import adding
from core.data.pixels.decode import decode
from core.inference.session import Classifier
from core.runs import folder

ROOT = Path(__file__).parents[3]
EVERYTHING = (
    "augmentation.flip=true", "augmentation.crop=0.5", "augmentation.rotation=10", "augmentation.erasing=0.1",
    "augmentation.mixup=0.2", "class_weights=balanced", "schedule=one_cycle", "clip_norm=1", "precision=float32",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(find_spec("jax") is None, reason="JAX is not installed")
def test_keras_on_jax_trains_from_the_decoded_cache_to_a_model():
    dataset = adding.add("sketches", "tiny", options={"count": 60, "size": 32})
    options = ["--dataset", "tiny", "--architecture", "article", "--epochs", "2", "--image-size", "32", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "core", "train", *options, *(f"--set={one}" for one in EVERYTHING)],
        cwd=ROOT, env=os.environ | {"KERAS_BACKEND": "jax"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    run = folder.find("last")
    assert done.returncode == 0, done.stderr + run.log.read_text()
    told = json.loads(done.stdout)
    assert (told["state"], told["epochs"]) == ("finished", 2)
    picture = decode(dataset.find_path(dataset.list_pictures(split="test")[0]), 32)
    found = Classifier(run.onnx_model).compute_probabilities(picture[None])
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)
