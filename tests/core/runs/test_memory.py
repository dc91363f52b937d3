"""The batch that would fit is the largest half of a half that does."""

import pytest

from core.networks.architecture import estimate_training_memory, summarize
from core.networks.catalogue import describe
from core.runs import folder, memory
from core.specs.training_spec import TrainingSpec

SPEC = TrainingSpec(architecture="article", image_size=224, batch_size=256)


def needs(batch):
    return estimate_training_memory(summarize(describe("article", 224, 2)), batch) + memory.FRAMEWORK_BYTES


@pytest.mark.parametrize("fits", [128, 64, 8, 1])
def test_the_batch_is_halved_until_it_fits(fits):
    assert memory.compute_fitting_batch(SPEC, 2, needs(fits)) == fits
    assert memory.compute_fitting_batch(SPEC, 2, needs(fits) - 1) == (fits // 2 or None)


def test_a_batch_that_failed_is_halved_though_it_was_thought_to_fit():
    assert memory.compute_fitting_batch(SPEC, 2, needs(10_000)) == 128


@pytest.mark.parametrize(("batch", "remedy"), [(256, "a batch of 128"), (1, "a smaller network")])
def test_who_cannot_take_a_smaller_batch_is_not_told_to(batch, remedy):
    run = folder.create(SPEC.model_copy(update={"batch_size": batch, "image_size": 32}))
    assert remedy in str(memory.explain_full(run, needs(10_000)))
    assert remedy in str(memory.explain_probably_full(run))


def test_there_is_some_memory():
    assert 1 << 28 < memory.read_available() < 1 << 46
