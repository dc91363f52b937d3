# %% [markdown]
# ## The pretrained weights
# They come with the package in the requirements, as a PyTorch file that is read here without PyTorch.


# %%
def read_imagenet_weights():
    """The tensors of the installed package by their names in its file."""
    found = next(file for file in importlib.metadata.files(WEIGHTS_PACKAGE) if file.suffix == ".pth")
    return read_tensors(Path(str(found.locate())))


def put_imagenet_weights(model):
    """Give every layer but the last one the weights that were learned on ImageNet."""
    tensors = read_imagenet_weights()
    for layer in model.layers:
        if not layer.weights or layer.name in ("probability", "augment"):
            continue
        name = _translate_name(layer.name)
        if isinstance(layer, layers.BatchNormalization):
            parts = ("weight", "bias", "running_mean", "running_var")
            layer.set_weights([tensors[f"{name}.{part}"] for part in parts])
        else:
            axes = (2, 3, 0, 1) if isinstance(layer, layers.DepthwiseConv2D) else (2, 3, 1, 0)
            layer.set_weights([tensors[f"{name}.weight"].transpose(axes)])
