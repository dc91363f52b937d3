"""The gradients of exported networks are those of Keras: of the article's CNN and of the residual one."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.explain.methods.gradcam import GradCam
from tests.core.explain.conftest import SIZE

LAST_MAPS = {"article": "pool_2", "compact": "stage_4_relu", "every_block": "add_2", "other_ends": "gelu_1"}


def pictures():
    return np.random.default_rng(1).uniform(0, 255, (3, SIZE, SIZE, 3)).astype(np.float32)


def ask_keras(name, model, target, shown):
    """The logit of a class, its gradient of every pixel, and the last maps with the gradient there."""
    last = model.layers[-1]
    inner = keras.Model(model.input, [model.get_layer(LAST_MAPS[name]).output, last.input])
    with tf.GradientTape() as tape:
        image = tf.constant(shown)
        tape.watch(image)
        maps, features = inner(image, training=False)
        logits = tf.matmul(features, last.kernel) + last.bias
        logit = (logits[:, 0] if target else -logits[:, 0]) if logits.shape[1] == 1 else logits[:, target]
        total = tf.reduce_sum(logit)
    of_image, of_maps = tape.gradient(total, [image, maps])
    return logit.numpy(), of_image.numpy(), maps.numpy(), of_maps.numpy()


@pytest.mark.parametrize("target", [0, 1])
def test_logits_gradients_and_grad_cam_are_those_of_keras(both, target):
    name, model, network = both
    shown = pictures()
    logit, of_image, maps, of_maps = ask_keras(name, model, target, shown)
    np.testing.assert_allclose(network.compute_logits(shown)[:, target], logit, atol=1e-4)
    found = network.compute_pixel_gradients(shown, target)
    np.testing.assert_allclose(found, of_image, atol=1e-4 * np.abs(of_image).max())
    weights = of_maps[0].mean(axis=(0, 1))
    cam = np.maximum((maps[0] * weights).sum(axis=2), 0)
    np.testing.assert_allclose(GradCam().compute(network, shown[0], target).values, cam, atol=1e-4 * cam.max() + 1e-7)
