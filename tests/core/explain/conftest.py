"""Networks as Keras exports them."""

import numpy as np
import pytest

from core.explain.gradients.network import load_network
from core.networks.article_network import article
from core.networks.compact import compact

SIZE = 24


@pytest.fixture(scope="session", params=[(article, 2), (compact, 3)], ids=["article", "compact"])
def both(request, tmp_path_factory):
    """The name of a network, its Keras model with random weights and moving averages, and what was exported of it."""
    import keras  # here, since most tests of this folder do without

    from core.training.keras import model_files
    from core.training.keras.build import build

    make, classes = request.param
    keras.utils.set_random_seed(0)
    architecture = make(SIZE, classes)
    model = model_files.build_prediction_model(build(architecture), architecture)
    dice = np.random.default_rng(0)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights([dice.uniform(0.5, 1.5, one.shape) for one in layer.get_weights()])
    path = tmp_path_factory.mktemp("model") / "model.onnx"
    model_files.save(model, path.with_suffix(".keras"), path)
    return architecture.name, model, load_network(path)
