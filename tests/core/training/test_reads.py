"""A whole training, and a rate test: which splits each of their phases looks into."""

from dataclasses import replace

import pytest

from core.data.intake.adding import add
from core.data.pixels.cache import open_decoded
from core.data.pixels.view import View
from core.jobs.events import EventWriter
from core.jobs.phases import Phases
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from core.training.network_run import prepare, train_network
from core.training.sweep import sweep
from tests.core.training.watched import Undisturbed, Watched, splits_read

SPEC = TrainingSpec(
    dataset="tiny", image_size=32, epochs=2, batch_size=8, precision="float32", early_stopping=1, device="cpu"
)


@pytest.fixture
def dataset():
    return add("sketches", "tiny", options={"count": 60, "size": 32})


@pytest.fixture
def pictures(dataset):
    decoded = open_decoded(dataset, SPEC.image_size)
    return replace(decoded, images=Watched(decoded.images))


class Watching(Phases):
    """Takes down what was looked into until the next phase begins."""

    def __init__(self, events, pictures):
        super().__init__(events)
        self.pictures = pictures
        self.read = {}

    def enter(self, name):
        self.read[self.current] = self.read.get(self.current, set()) | splits_read(self.pictures)
        super().enter(name)


def test_a_training_looks_at_the_test_split_once_when_all_else_is_done(dataset, pictures):
    run = folder.create(SPEC)
    run.write_classes(list(dataset.classes), View.STRETCH)
    with EventWriter(run.events) as events:
        phases, turn = Watching(events, pictures), Undisturbed()
        train_network(prepare(run, dataset, pictures, phases, turn), events, phases, turn)
        phases.enter("over")
    assert phases.read[""] == {"train"}  # what a precision is measured on, before the first phase
    assert phases.read["training"] == {"train", "val"}
    assert phases.read["exporting"] == set()
    assert phases.read["evaluating"] == {"test"}


@pytest.mark.slow
def test_a_rate_test_looks_at_training_pictures_alone(pictures):
    points = sweep(SPEC, pictures)
    assert [next(points).loss for _step in range(4)] == pytest.approx([0.69] * 4, abs=0.5)
    assert splits_read(pictures) == {"train"}
