# %% [markdown]
# ## The training
# Order, mixing and weights of the pictures follow from the seed, so that the same seed gives the same training.


# %%
class Batches(keras.utils.PyDataset):
    """One split a batch at a time; the order of epoch `n` depends on the seed and `n` alone."""

    def __init__(self, pictures, labels, training):
        super().__init__()
        self.pictures, self.labels, self.training, self.epoch = pictures, labels, training, 0

    def __len__(self):
        return -(-len(self.labels) // BATCH_SIZE)

    def __getitem__(self, step):
        order = np.arange(len(self.labels))
        if self.training:
            order = np.random.default_rng([SEED, self.epoch]).permutation(len(order))
        places = order[step * BATCH_SIZE : (step + 1) * BATCH_SIZE]
        images, targets = self.pictures[places], encode(self.labels[places])
        if self.training:
            random = np.random.default_rng([SEED, self.epoch, step + 1])
            images, targets = mix(images, targets, MIXUP, random)
        if self.training:
            return images, targets, compute_weights(targets, balance_classes(self.labels, len(CLASSES)))
        return images, targets

    def begin(self, epoch):
        self.epoch = epoch


class BestEpoch(keras.callbacks.Callback):
    """Keeps the weights of the epoch with the highest validation accuracy, of equals that with the lowest loss."""

    def __init__(self):
        super().__init__()
        self.score, self.epoch, self.weights = (-np.inf, -np.inf), 0, None

    def on_epoch_end(self, epoch, logs=None):
        score = (logs["val_accuracy"], -logs["val_loss"])
        if score > self.score:
            self.score, self.epoch, self.weights = score, epoch, self.model.get_weights()
        if EARLY_STOPPING and epoch - self.epoch >= EARLY_STOPPING:
            self.model.stop_training = True


def build_optimizer(total_steps):
    """With decoupled weight decay, which spares biases and the parameters of normalisation."""
    common = {"learning_rate": build_schedule(total_steps), "weight_decay": WEIGHT_DECAY or None}
    common["global_clipnorm"] = CLIP_NORM or None
    optimizer = OPTIMIZER(**common | OPTIMIZER_SETTINGS)
    if optimizer.weight_decay is not None:
        optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer


def train(training, validation, head=None):
    """The network with the weights of its best epoch, in float32, and the epoch's number."""
    feed = Batches(*training, training=True)
    keras.utils.set_random_seed(SEED)
    keras.mixed_precision.set_global_policy(POLICY)
    model = build_network()
    put_imagenet_weights(model)
    model.get_layer("probability").set_weights(head)
    loss = keras.losses.BinaryCrossentropy if len(CLASSES) == 2 else keras.losses.CategoricalCrossentropy
    model.compile(
        build_optimizer(EPOCHS * len(feed)),
        loss(label_smoothing=LABEL_SMOOTHING),
        metrics=["accuracy"],
        jit_compile=False,
    )
    best = BestEpoch()
    begin = keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, _logs: feed.begin(epoch))
    history = model.fit(
        feed, validation_data=Batches(*validation, training=False), epochs=EPOCHS, shuffle=False,
        callbacks=[best, begin], verbose=2,
    )  # fmt: skip
    return finish(best.weights), best.epoch + 1, history.history


def finish(weights):
    """The network as it predicts: in float32 and without augmentation."""
    keras.mixed_precision.set_global_policy("float32")
    model = build_network(training=False)
    model.set_weights(weights)
    return model
