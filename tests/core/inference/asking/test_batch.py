"""A batch is answered as pictures come, keeps what was answered, and lets go of what was taken away."""

import gc

import pytest

from core.cancel import Cancelled, CancelWhen
from core.inference.asking import batch as batches
from core.inference.asking.batch import Batch
from core.inference.asking.questions import Given
from core.inference.models import find_model
from core.tasks.models import predict as task
from tests import waiting
from tests.core.data.odd_pictures import encode
from tests.core.data.pictures import noise, two_classes
from tests.core.inference.asking.test_questions import packed
from tests.hand_made import hand_made_run


@pytest.fixture
def model(tmp_path):
    from core.data.intake.adding import add

    add(two_classes(tmp_path / "pets"), "pets")
    return find_model(hand_made_run("pets").run_id)


def pictures(count, first=0):
    return {str(n): Given("photo.png", encode(noise(n))) for n in range(first, first + count)}


def names(batch):
    return [answer.name for answer in batch.list_answers()]


def test_answers_come_in_the_order_of_the_pictures_each_under_its_name(model):
    batch = Batch(model)
    zipped = packed(**{"a.png": encode(noise(7)), "b.png": b"no picture"})
    batch.ask(pictures(2) | {"zip": Given("more.zip", zipped)})
    assert batch.count_waiting() == 3
    told = []
    batch.work(lambda done, total: told.append((done, total)))
    assert names(batch) == ["photo.png", "photo (2).png", "more.zip/a.png", "more.zip/b.png"]
    assert [bool(answer.problem) for answer in batch.list_answers()] == [False, False, False, True]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert batch.count_waiting() == 0


def test_what_comes_later_is_asked_too_and_takes_nothing_away(model):
    batch = Batch(model)
    batch.ask(pictures(1))
    batch.work()
    batch.also_ask(pictures(3))
    assert (batch.count_answers(), batch.count_waiting()) == (1, 2)
    batch.work()
    assert names(batch) == ["photo.png", "photo (2).png", "photo (3).png"]


def test_what_was_answered_is_not_asked_again_and_what_was_taken_away_is_forgotten(model):
    batch = Batch(model)
    batch.ask(pictures(2))
    batch.work()
    (first, second) = batch.list_answers()
    batch.ask({key: given for key, given in pictures(3).items() if key != "0"})
    assert batch.count_waiting() == 1
    batch.work()
    kept, _new = batch.list_answers()
    assert kept.probabilities is second.probabilities
    assert kept.probabilities is not first.probabilities


def test_a_cancelled_one_keeps_its_answers_and_goes_on_later(model):
    batch = Batch(model)
    batch.ask(pictures(40))
    with pytest.raises(Cancelled):
        batch.work(cancel=CancelWhen(lambda: len(batch.list_answers()) >= 8))
    assert 8 <= len(batch.list_answers()) < 40
    batch.work()
    assert len(batch.list_answers()) == 40


def test_a_job_answers_it_and_writes_nothing_of_the_pictures_down(model):
    batch = Batch(model)
    batch.ask({"1": Given("secret name.png", encode(noise(1)))})
    job = task.start(model, batch)
    assert waiting.ended(job).state == "finished"
    assert names(batch) == ["secret name.png"]
    written = [path for path in job.path.rglob("*") if path.is_file()]
    assert written
    assert not any(b"secret" in path.read_bytes() for path in written)


def test_a_batch_that_nobody_holds_is_gone(model):
    batch = Batch(model)
    number = batch.batch_id
    assert batches.find(number) is batch
    del batch
    gc.collect()
    assert batches.find(number) is None
