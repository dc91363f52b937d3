"""The Keras file of a head is the one that Keras would have written, and writing it loads no Keras."""

import json
import subprocess
import sys
import zipfile

import keras
import numpy as np
import pytest

from core.backbone.head import Head
from core.networks.architecture import count_parameters, summarize
from core.networks.backbones import EMBEDDED
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.training.head import loading
from core.training.head.keras_form import DESCRIPTION, find_keras_form, read_keras_form
from core.training.keras.model_files import write_keras
from core.training.keras.transplant import build_keras_model

SPEC = TrainingSpec(architecture=EMBEDDED.name)


def drawn(classes):
    units, dice = 1 if classes == 2 else classes, np.random.default_rng(classes)
    return Head(dice.normal(size=(EMBEDDED.width, units)).astype("f"), dice.normal(size=units).astype("f"))


def read_description(path):
    """Without the numbers that only tell objects of one process apart."""
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read(DESCRIPTION), object_hook=lambda one: {**one, "shared_object_id": None})


@pytest.mark.parametrize("classes", [2, 3])
def test_it_is_the_file_that_keras_writes(classes, transferred, tmp_path):
    head, architecture = drawn(classes), describe_network(SPEC, classes)
    read_keras_form(EMBEDDED).write(tmp_path / "ours.keras", head, architecture.nodes[-1].layer)
    write_keras(build_keras_model(architecture, head.kernel, head.bias), tmp_path / "theirs.keras")
    assert read_description(tmp_path / "ours.keras") == read_description(tmp_path / "theirs.keras")
    ours, theirs = (keras.saving.load_model(tmp_path / f"{name}.keras") for name in ("ours", "theirs"))
    for one, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    assert ours.count_params() == sum_parameters(architecture)


def sum_parameters(architecture):
    counted = count_parameters(summarize(architecture))
    return counted.trainable + counted.frozen


def test_a_backbone_is_prepared_once_and_a_damaged_form_is_no_form(transferred):
    form = loading.find_prepared("auto", EMBEDDED)
    assert form.facts["keras_version"] == keras.__version__
    assert loading.find_prepared("gpu:0", EMBEDDED) is None  # Keras says whether there is one
    path = find_keras_form(EMBEDDED)
    path.write_bytes(path.read_bytes()[:-1000])
    assert loading.find_prepared("auto", EMBEDDED) is None


ASKED = f"""
import sys, core.training.work
from core.training.head import loading
loading.load_for_heads({EMBEDDED.name!r})
sys.exit("keras" in sys.modules)
"""


def test_a_prepared_backbone_needs_no_keras(transferred):
    assert subprocess.run([sys.executable, "-c", ASKED], check=False).returncode == 0
