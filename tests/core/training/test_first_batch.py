"""A look before training measures a real network with Keras: what is broken in it is found."""

import pytest

from core.data.intake import adding
from core.jobs.events import EventWriter
from core.jobs.phases import Phases
from core.jobs.worker.context import JobContext
from core.networks.design.blocks import Activate, Conv, Design, Flat, FullyConnected, GlobalPool, Normalise, Rescale
from core.networks.design.first_batch import advise
from core.specs.training_spec import TrainingSpec
from core.tasks.networks.check_design import CHECK_DESIGN, read_result
from core.training.first_batch import work
from tests.core.training.watched import Undisturbed
from tests.jobs import at_work


@pytest.fixture
def look():
    adding.add("sketches", "tiny", options={"count": 60, "size": 32})

    def look(*blocks, initializer="he_normal"):
        design = Design(blocks=blocks, initializer=initializer)
        spec = TrainingSpec(dataset="tiny", architecture="design", design=design, image_size=32)
        job = at_work(CHECK_DESIGN, spec)
        with EventWriter(job.events) as events:
            work(JobContext(job, spec, events, Phases(events), Undisturbed()))
        return read_result(job)

    return look


def test_a_sound_network_has_gradients_everywhere_and_learns_by_heart(look):
    found = look(Rescale(), Conv(filters=8), Normalise(), Activate(), GlobalPool(), FullyConnected(units=32))
    assert [layer.gradient is not None for layer in found.layers] == [False, True, True, False, False, True, True]
    assert found.layers[3].dead == 0
    assert found.losses[-1] < found.losses[0]


def test_pixels_that_nothing_rescales_are_noticed(look):
    found = look(Conv(filters=8, activation="linear"), Flat())
    assert found.layers[0].spread > 30
    assert any("sees pixels from 0 to 255" in str(said) for said in advise(found))
