"""Files of weights in the layout that Keras's authors publish, with numbers made here: their real ones are far away."""

import h5py
import keras
import numpy as np
from keras import applications, layers
from keras.src.legacy.saving.legacy_h5_format import save_weights_to_hdf5_group

from core.backbone.weights.published import find_weights_file

SHAPE = (224, 224, 3)


def published_model(backbone):
    """Keras's own network, its numbers such that something of a picture arrives at the end.

    Left as it is made, batch normalisation without statistics of any picture would let all signals die away, and
    ConvNeXt's layer scales of a millionth would hide its blocks.
    """
    keras.utils.set_random_seed(0)
    make = getattr(applications, backbone.application.factory)
    model = make(include_top=False, weights=None, pooling="avg", input_shape=SHAPE)
    norms = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    for layer in norms:
        layer.momentum = 0.0  # takes the statistics of the next pictures for its own
    for layer in model.layers:
        if layer.name.endswith("layer_scale"):
            layer.set_weights([np.full(layer.gamma.shape, 0.2, np.float32)])
    if norms:
        model(noise(2), training=True)
    return model


def publish(backbone):
    """Put the network's weights where a download would; the network that they are of."""
    model = published_model(backbone)
    path = find_weights_file(backbone)
    path.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(path, "w") as file:
        save_weights_to_hdf5_group(file, model)
    return model


def noise(count):
    """Pixels of so many pictures."""
    return np.random.default_rng(1).uniform(0, 255, (count, *SHAPE)).astype(np.float32)
