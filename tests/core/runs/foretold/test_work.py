"""The budget of a run: its own network and size of pictures, and what its training goes through."""

import pytest

from core.data import index
from core.data.index import Record
from core.data.pixels.view import View
from core.networks.budget.bill import count_training_operations
from core.networks.budget.budget import compute_budget
from core.networks.catalogue import describe
from core.runs import folder
from core.runs.foretold.work import compute_run_budget, count_shown_pictures
from core.specs.training_spec import TrainingSpec

LABELS = ["cat", "dog", "horse"]


def make_run(**settings):
    run = folder.create(TrainingSpec(dataset="pets", **settings))
    run.write_classes(LABELS, View.STRETCH)
    records = [
        Record(f"{split}/{label}{number}.png", label, split)
        for split, count in (("train", 4), ("val", 2), ("test", 3))
        for label in LABELS
        for number in range(count)
    ]
    index.write(run.path, [*records, Record("odd.png", "cat", status="refused", kind="unreadable")])
    return run


def test_a_run_is_as_large_as_its_network_at_its_own_size():
    budget = compute_run_budget(make_run(architecture="article", image_size=48))
    assert budget == compute_budget(describe("article", 48, len(LABELS)))
    assert budget.learning_macs == budget.macs


def test_every_epoch_goes_through_all_training_pictures_and_a_head_through_each_once():
    assert count_shown_pictures(make_run(architecture="article", epochs=7)) == 4 * len(LABELS) * 7
    assert count_shown_pictures(make_run(architecture="efficientnet_lite0")) == 4 * len(LABELS)
    assert count_shown_pictures(folder.create(TrainingSpec(dataset="pets"))) is None


def test_the_gradient_of_a_head_goes_back_through_the_head_alone():
    head = compute_run_budget(make_run(architecture="efficientnet_lite0"))
    assert head.learning_macs == 1280 * len(LABELS)
    whole = compute_run_budget(make_run(architecture="efficientnet_lite0", trainable="all"))
    assert whole.learning_macs == pytest.approx(whole.macs)
    assert count_training_operations(head.macs, head.learning_macs, 1) < 0.34 * count_training_operations(
        whole.macs, whole.learning_macs, 1
    )
