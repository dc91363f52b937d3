class AugmentLayer(keras.Layer):
    """Changes training pictures by the recipe; lets all others through."""

    def __init__(self, **common):
        super().__init__(**common | {"dtype": "float32"})
        self.seed_generator = keras.random.SeedGenerator()

    def call(self, pictures, training=False):
        if not training:
            return pictures
        draws = keras.random.uniform((ops.shape(pictures)[0], DRAWS), seed=self.seed_generator)
        return augment(pictures, RECIPE, draws, xp=ops, resample=resample)


def resample(pictures, transforms):
    return ops.image.affine_transform(
        pictures, transforms, interpolation="bilinear", fill_mode="reflect", data_format="channels_last"
    )
