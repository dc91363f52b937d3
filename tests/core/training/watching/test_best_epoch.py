"""The best epoch is told by the validation pictures, however good the training pictures look."""

import pytest

from core.specs.training_spec import TrainingSpec
from core.training.watching.best_epoch import CLASSES_ALIKE, PICTURES_ALIKE, BestEpoch, choose_judged


def epoch(val_accuracy, val_loss=1.0, accuracy=0.5, loss=1.0):
    return {"accuracy": accuracy, "loss": loss, "val_accuracy": val_accuracy, "val_loss": val_loss}


def test_the_highest_validation_accuracy_counts():
    best = BestEpoch()
    told = [best.update(number, epoch(share)) for number, share in enumerate((0.6, 0.8, 0.7), start=1)]
    assert told == [True, True, False]
    assert (best.epoch, best.val_accuracy) == (2, 0.8)


def test_of_equals_the_lowest_validation_loss_counts_and_then_the_earlier_one():
    best = BestEpoch()
    told = [best.update(number, epoch(0.8, loss)) for number, loss in enumerate((0.5, 0.4, 0.4, 0.6), start=1)]
    assert told == [True, True, False, False]
    assert best.epoch == 2


def test_the_training_pictures_have_no_say():
    best = BestEpoch()
    assert best.update(1, epoch(0.8, 0.5, accuracy=0.6, loss=0.9))
    assert not best.update(2, epoch(0.7, 0.6, accuracy=1.0, loss=0.0))


def test_a_resumed_training_knows_its_best_epoch():
    best, again = BestEpoch(), BestEpoch()
    best.update(3, epoch(0.8, 0.5))
    again.restore(best.state())
    assert (again.epoch, again.val_accuracy) == (3, 0.8)
    assert not again.update(4, epoch(0.8, 0.5))
    assert again.update(5, epoch(0.8, 0.4))


ONE_CLASS = {"val_accuracy": 0.95, "val_balanced_accuracy": 0.5, "val_loss": 0.2}  # of a set of 95 : 5
BOTH = {"val_accuracy": 0.9, "val_balanced_accuracy": 0.85, "val_loss": 0.4}


@pytest.mark.parametrize(("by", "kept"), [(PICTURES_ALIKE, 1), (CLASSES_ALIKE, 2)])
def test_where_classes_weigh_the_same_an_epoch_that_answers_one_of_them_is_not_kept(by, kept):
    best = BestEpoch(by)
    best.update(1, ONE_CLASS)
    best.update(2, BOTH)
    assert best.epoch == kept
    assert best.val_accuracy == (ONE_CLASS, BOTH)[kept - 1]["val_accuracy"]


def test_a_training_judges_by_what_it_weighs():
    assert choose_judged(TrainingSpec()) == PICTURES_ALIKE
    assert choose_judged(TrainingSpec(class_weights="balanced")) == CLASSES_ALIKE


def test_a_resumed_training_goes_on_judging_as_it_began():
    best, again = BestEpoch(CLASSES_ALIKE), BestEpoch()
    best.update(1, BOTH)
    again.restore(best.state())
    assert again.state() == best.state()
    assert not again.update(2, ONE_CLASS)


def test_one_of_an_earlier_version_goes_on_by_accuracy():
    again = BestEpoch(CLASSES_ALIKE)
    again.restore({"best": (0.9, -0.4), "best_epoch": 1, "best_val_accuracy": 0.9})
    assert again.update(2, ONE_CLASS)
    assert again.by == PICTURES_ALIKE
