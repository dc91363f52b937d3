"""A run whose head alone was trained is followed through its pretrained network, from the pixels to the probability."""

import numpy as np
import pytest

from core.data import datasets
from core.explain.gradients.network import load_network
from core.explain.inside.pixel import explain_value
from core.explain.inside.trace import Tracer
from core.explain.region import decode_as_seen
from core.inference.run_model import RunModel
from core.runs import folder
from tests.core.explain.inside.test_pixel import check_every_layer, check_no_gap, check_terms
from tests.runs import HEAD, train_run

SOME = 6  # every so many layers, of more than a hundred; the slow tests ask about all


def open_run(run):
    """A tracer of the run's network, its model, and a test picture as it sees it."""
    model, dataset = RunModel(run), datasets.load("drawings")
    record = dataset.list_pictures(split="test")[0]
    picture = decode_as_seen(model, dataset.find_path(record), record.path).astype(np.float32)
    return Tracer(load_network(run.onnx_model)), model, picture


def test_values_from_its_beginning_to_its_end_are_their_sums(transferred):
    tracer, model, picture = open_run(transferred)
    check_no_gap(tracer)
    assert tracer.layers[0].shape == (3, 224, 224)
    assert sum(layer.operator == "Conv" for layer in tracer.layers) > 40, "the pretrained network is in it"
    dice = np.random.default_rng(0)
    for layer in (*tracer.layers[1:-4:SOME], *tracer.layers[-4:]):
        found = explain_value(tracer, picture, layer, dice.integers(layer.shape))
        assert found.total == pytest.approx(found.activation, rel=1e-4, abs=1e-4), layer
    (answer,) = model.compute_probabilities(picture[None].astype(np.uint8))
    last = tracer.layers[-1]
    assert tracer.compute_maps(picture, last)[-1] == pytest.approx(answer[-1], abs=1e-6)


@pytest.mark.slow
def test_from_the_probability_one_may_follow_the_largest_terms_to_the_pixels(transferred):
    tracer, _model, picture = open_run(transferred)
    layer, place, seen = tracer.layers[-1], (0,), []
    while layer != tracer.layers[0]:
        found = explain_value(tracer, picture, layer, place)
        check_terms(tracer, picture, layer, found)
        seen.append(layer.tensor)
        term = max(found.terms, key=lambda one: abs(one.product))
        layer, place = tracer.find_layer(term.tensor), term.place
    assert len(seen) > 30
    assert tracer.compute_maps(picture, layer)[tuple(place)] == pytest.approx(term.value)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("architecture", ["efficientnet_lite0", "efficientnet_lite2"])
def test_many_values_of_every_layer_are_their_sums(transferred, architecture):
    run = transferred
    if architecture != HEAD.architecture:
        train_run(HEAD.model_copy(update={"architecture": architecture, "image_size": 260}))
        run = next(one for one in folder.list_runs() if one.run_id != transferred.run_id)
    tracer, _model, picture = open_run(run)
    check_no_gap(tracer)
    check_every_layer(tracer, picture, places=2)
