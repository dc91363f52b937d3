# %% [markdown]
# ## The head
# A new last layer on the features of the pretrained network: several strengths of L2 regularisation are trained side by
# side, and of those within one standard error of the lowest validation loss the strongest is taken.


# %%
def build_backbone():
    """From pixels to features, with the weights of ImageNet."""
    model = build_network(training=False)
    put_imagenet_weights(model)
    return keras.Model(model.input, model.get_layer("features").output)


def compute_features(backbone, split):
    """The features (n, width) of a split, the mean over the squares of each picture, and its labels (n,)."""
    paths, labels = list_pictures(split)
    rows = [np.asarray(backbone(read_squares(path, SIZE, VIEW).astype(np.float32))).mean(axis=0) for path in paths]
    return np.stack(rows), labels


def fit_head(training, validation):
    """Kernel (width, units) and bias (units,) from the features and labels of the training pictures; the strength."""
    scale = Scale.of(training[0])
    near, unseen = scale(training[0]), scale(validation[0])
    units = 1 if len(CLASSES) == 2 else len(CLASSES)
    *_earlier, (kernel, bias) = train_candidates(near, encode(training[1]))
    judged = _judge(unseen @ kernel + bias, validation[1], units)
    chosen = choose_strongest_within_one_error(judged.losses)
    mine = slice(chosen * units, (chosen + 1) * units)
    head = scale.fold(kernel[:, mine], bias[mine])
    return head.kernel, head.bias, STRENGTHS[chosen]
