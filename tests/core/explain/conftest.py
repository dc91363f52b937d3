"""Networks as Keras exports them."""

import numpy as np
import pytest

from core.explain.gradients.network import load_network
from core.networks.article_network import article
from core.networks.compact import compact
from core.networks.design.blocks import (
    Activate,
    Conv,
    Depthwise,
    Design,
    Drop,
    Flat,
    FullyConnected,
    GlobalPool,
    Normalise,
    Pool,
    Rescale,
    Residual,
    SqueezeExcite,
)
from core.networks.design.lowering import lower

SIZE = 24
EVERY_BLOCK = Design(
    name="every block",
    blocks=(
        Rescale(), Conv(filters=6, activation="silu"), Normalise(how="layer"),
        Pool(how="average", size=3, stride=2, padding="same"),
        Residual(blocks=(Conv(filters=6, activation="gelu", groups=2), SqueezeExcite(ratio=2))),
        Depthwise(stride=2), Normalise(), Activate(function="sigmoid"), Pool(size=3, stride=2, padding="same"),
        Residual(blocks=(Conv(filters=8, activation="relu6"),)), GlobalPool(how="max"),
        FullyConnected(units=8, activation="gelu"), Normalise(how="layer"), Normalise(), Drop(),
    ),
)  # fmt: skip
OTHER_ENDS = Design(
    name="other ends",
    blocks=(
        Conv(filters=6, kernel=5, stride=2, padding="valid"), Pool(size=3, stride=1, padding="same"),
        Pool(how="average"), Pool(size=3, padding="valid"), Activate(function="gelu"), Flat(),
        FullyConnected(units=5, activation="silu"), FullyConnected(units=5, activation="sigmoid"),
    ),
)  # fmt: skip


def designed(design):
    return lambda size, classes: lower(design, size, classes).architecture


NETWORKS = {
    "article": (article, 2), "compact": (compact, 3),
    "every_block": (designed(EVERY_BLOCK), 2), "other_ends": (designed(OTHER_ENDS), 3),
}  # fmt: skip
QUICK = ("article", "compact")


@pytest.fixture(
    scope="session",
    params=[pytest.param(one, id=one, marks=[] if one in QUICK else pytest.mark.slow) for one in NETWORKS],
)
def both(request, tmp_path_factory):
    """The name of a network, its Keras model with random weights and moving averages, and what was exported of it."""
    import keras  # here, since most tests of this folder do without

    from core.training.keras import model_files
    from core.training.keras.build import build

    make, classes = NETWORKS[request.param]
    keras.utils.set_random_seed(0)
    architecture = make(SIZE, classes)
    model = model_files.build_prediction_model(build(architecture), architecture)
    dice = np.random.default_rng(0)
    for layer in model.layers:
        if isinstance(layer, (keras.layers.BatchNormalization, keras.layers.LayerNormalization)):
            layer.set_weights([dice.uniform(0.5, 1.5, one.shape) for one in layer.get_weights()])
    path = tmp_path_factory.mktemp("model") / "model.onnx"
    model_files.save(model, path.with_suffix(".keras"), path)
    return request.param, model, load_network(path)
