"""The recorded names are what the network says now of the pictures that are at hand."""

import numpy as np
import pytest

from core.content.recorded.features.examples import read_example_names
from core.data.examples import list_examples
from core.inference.imagenet_model import make_imagenet_model
from core.inference.predict import Question, predict_all


def test_the_recorded_names_are_those_of_the_network():
    recorded, model = read_example_names(), make_imagenet_model()
    questions = [Question(name, one.read()) for name, one in list_examples().items()]
    for found in predict_all(model, questions, None):
        row = np.exp(recorded.logits[recorded.pictures.index(found.name)])
        best = found.guesses[0]
        assert row.argmax() == model.classes.index(best.label)
        assert row.max() == pytest.approx(best.probability, rel=0.02)
