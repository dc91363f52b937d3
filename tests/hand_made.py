"""Runs that nobody trained, made in milliseconds and without Keras: with a real ONNX file, or with epochs alone."""

import numpy as np

from core import workspace
from core.backbone.onnx_graph import build_onnx
from core.data import datasets, index
from core.data.pixels.view import View
from core.inference.imported.bundle_file import FACTS, MODEL, BundleFacts
from core.jobs.events import EventWriter
from core.networks.architecture import Builder
from core.networks.layers import Conv2D, GlobalAveragePooling2D, Rescaling
from core.runs import folder
from core.specs.training_spec import TrainingSpec

FILTERS = 8


def hand_made_run(dataset, size=32, seed=0):
    """A finished run on the dataset of that name; its model notices every pixel and where it is."""
    opened = datasets.load(dataset)
    run = folder.create(TrainingSpec(dataset=dataset, architecture="article", image_size=size))
    run.write_state(run.read_state().model_copy(update={"state": "finished"}))
    run.write_classes(list(opened.classes), View.STRETCH)
    index.write(run.path, opened.records)
    run.onnx_model.write_bytes(hand_made_model(len(opened.classes), size, seed))
    return run


def hand_made_import(name, classes, size=32):
    """A model as an import leaves it; its ONNX file is like that of a hand-made run."""
    target = workspace.current().models / name
    target.mkdir(parents=True)
    (target / MODEL).write_bytes(hand_made_model(len(classes), size))
    facts = BundleFacts(name="theirs", title="Theirs", classes=tuple(classes), image_size=size)
    (target / FACTS).write_text(facts.model_dump_json())
    return name


def hand_made_epochs(batches=False):
    """A run as a worker would leave it after two of three epochs of two steps, with an event a step if asked."""
    run = folder.create(TrainingSpec(epochs=3))
    with EventWriter(run.events) as events:
        events.write("phase", phase="training")
        events.write("setup", epochs=3, steps=2, batch_size=32, device="CPU (test)", precision_policy="float32")
        for epoch in (1, 2):
            for step in (1, 2) if batches else ():
                events.write("batch", epoch=epoch, step=step, loss=0.7 / epoch, accuracy=0.6)
            values = {"loss": 0.6, "accuracy": 0.7, "val_loss": 0.65, "val_accuracy": 0.66}
            events.write("epoch", epoch=epoch, **values, seconds=1.0, images_per_second=123.0, best=epoch == 1)
    return run


def hand_made_model(classes, size=32, seed=0):
    """The bytes of an ONNX file: one convolution as large as the picture, and a last layer."""
    dice, net = np.random.default_rng(seed), Builder(size)
    net.add("rescale", Rescaling(1 / 255))
    net.add("conv", Conv2D(FILTERS, size))
    net.add("pooled", GlobalAveragePooling2D())
    units = 1 if classes == 2 else classes
    weights = {
        "conv": [dice.normal(size=(size, size, 3, FILTERS)) * 3 / size, np.zeros(FILTERS)],
        "probability": [dice.normal(size=(FILTERS, units)) / 2, np.zeros(units)],
    }
    return build_onnx(net.finish("hand_made", classes), weights, ["probability"]).SerializeToString()
