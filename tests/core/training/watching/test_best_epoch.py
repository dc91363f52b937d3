"""The best epoch is told by the validation pictures, however good the training pictures look."""

from core.training.watching.best_epoch import BestEpoch


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
