"""The code of a design is what a person would write, and builds what the design builds."""

import io

import keras
import numpy as np
import pytest

from core.errors import InputError
from core.export.design.keras_code import write_keras_code
from core.networks.design.blocks import Backbone, Design, Drop
from core.networks.design.lowering import lower
from core.networks.design.starts import STARTS
from core.training.keras.build import build
from tests.designs import draw_design

PLAIN = """def build_model():
    image = keras.Input((32, 32, 3), name="image")
    x = image
    x = layers.Rescaling(1 / 255, name="rescale_1")(x)
    x = layers.Conv2D(32, 3, activation="relu", name="conv_1")(x)
    x = layers.MaxPooling2D(2, name="pool_1")(x)
    x = layers.Conv2D(64, 3, activation="relu", name="conv_2")(x)
    x = layers.MaxPooling2D(2, name="pool_2")(x)
    x = layers.Flatten(name="flatten_1")(x)
    x = layers.Dense(128, activation="relu", name="dense_1")(x)
    x = layers.Dropout(0.5, name="dropout_1")(x)
    x = layers.Dense(1, activation="sigmoid", name="probability", dtype="float32")(x)
    return keras.Model(image, x, name="design_article")
"""


def test_a_plain_network_is_a_line_a_layer():
    assert PLAIN in write_keras_code(lower(STARTS["article"].build(), 32, 2))


def test_a_shortcut_has_a_name_of_its_own():
    code = write_keras_code(lower(STARTS["compact"].build(), 32, 2))
    assert 'x = layers.Add(name="add_1")([x, before])' in code
    assert "shortcut = layers.Conv2D(48, 1, strides=2," in code


def test_a_downloaded_network_is_refused_with_what_to_do():
    design = Design(blocks=(Backbone(network="mobilenet_v3_large"), Drop()))
    with pytest.raises(InputError, match="Train it, and export"):
        write_keras_code(lower(design, 224, 2))


CASES = [*(draw_design(seed) for seed in range(600, 606)), STARTS["compact"].build()]
MORE = [*(draw_design(seed) for seed in range(606, 640)), STARTS["resnet50"].build()]


@pytest.mark.parametrize("design", [*CASES, *(pytest.param(one, marks=pytest.mark.slow) for one in MORE)])
def test_the_code_builds_the_same_network(design):
    lowered = lower(design, 32, 3)
    ours, space = build(lowered.architecture), {"__name__": "design"}
    exec(compile(write_keras_code(lowered), "design.py", "exec"), space)
    theirs = space["build_model"]()
    assert print_summary(ours) == print_summary(theirs)
    theirs.set_weights(ours.get_weights())
    pictures = np.random.default_rng(0).uniform(0, 255, (2, 32, 32, 3)).astype(np.float32)
    said = [keras.ops.convert_to_numpy(one(pictures, training=False)) for one in (ours, theirs)]
    np.testing.assert_array_equal(*said)


def print_summary(model):
    text = io.StringIO()
    model.summary(print_fn=lambda line: text.write(line + "\n"))
    return text.getvalue()
