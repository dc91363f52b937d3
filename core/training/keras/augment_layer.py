"""Augmentation as a Keras layer, so that it runs where the model runs."""

from typing import Any

import keras
from keras import ops

from core.networks.augmentation import DRAWS, Augmentation, augment


class AugmentLayer(keras.Layer):
    """Changes training pictures by the recipe; lets all others through.

    Its draws come from a seed generator whose state is one of the model's variables. It computes in float32 under every
    precision policy: bfloat16 has no room for 256 shades.

    All moves become one affine transform, which costs a third of what Keras's own layers cost one after the other.
    """

    def __init__(self, recipe: Augmentation, **common: Any) -> None:
        super().__init__(**common | {"dtype": "float32"})
        self.recipe = recipe
        self.seed_generator = keras.random.SeedGenerator()

    def call(self, pictures: Any, training: bool = False) -> Any:
        if not training:
            return pictures
        draws = keras.random.uniform((ops.shape(pictures)[0], DRAWS), seed=self.seed_generator)
        return augment(pictures, self.recipe, draws, xp=ops, resample=_resample)


def _resample(pictures: Any, transforms: Any) -> Any:
    return ops.image.affine_transform(
        pictures, transforms, interpolation="bilinear", fill_mode="reflect", data_format="channels_last"
    )
