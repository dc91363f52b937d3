"""The time of a training is told from the last one of its kind, whatever its size."""

import pytest

from core import files, workspace
from core.data.intake.choices import find_choice
from core.runs import expected_time
from core.runs.expected_time import estimate_seconds, is_measured, record_pace
from core.runs.result import Result, Seconds
from core.specs.training_spec import TrainingSpec

SKETCHES = find_choice("sketches")


def result(*, train, decode=1.0, around=5.0, epochs=10):
    return Result(
        metrics=None, best_epoch=1, best_val_accuracy=None, epochs=epochs, parameters=1, images_per_second=1.0,
        seconds=Seconds(total=train + decode + around, decode=decode, train=train, evaluate=0.5),
        precision_policy="float32", device="CPU",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _no_gpu(monkeypatch):
    monkeypatch.setattr(expected_time, "list_gpu_names", lambda: ())


@pytest.mark.parametrize("asked", [{}, {"architecture": "compact"}, {"architecture": "convnext_tiny"}])
def test_before_the_first_run_it_is_estimated_and_grows_with_the_work(asked):
    some = TrainingSpec(**asked)
    photos = SKETCHES.__class__("photos", 2, 4000, 2800, 600, 300)
    assert 1 < estimate_seconds(some, SKETCHES) < estimate_seconds(some, photos)


def test_it_is_that_of_the_last_run_of_its_kind():
    spec = TrainingSpec(epochs=10)
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=100.0, decode=1.0, around=5.0))
    assert estimate_seconds(spec, SKETCHES) == pytest.approx(106.0)
    assert estimate_seconds(spec.model_copy(update={"epochs": 20}), SKETCHES) == pytest.approx(206.0)
    double = estimate_seconds(spec.model_copy(update={"image_size": 192}), SKETCHES)
    assert 4 * 100 < double - 6.0 < 4.6 * 100


def test_what_was_not_trained_yet_goes_as_this_machine_compares():
    spec, other = TrainingSpec(epochs=10), TrainingSpec(architecture="compact")
    guessed, around = estimate_seconds(other, SKETCHES), expected_time.START_SECONDS[False]
    slower = (estimate_seconds(spec, SKETCHES) - around) / 100.0
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=100.0))
    assert estimate_seconds(other, SKETCHES) - around == pytest.approx((guessed - around) / slower)
    assert is_measured(spec)
    assert not is_measured(other)


def test_a_short_run_tells_nothing_of_other_kinds_and_does_not_replace_a_long_one():
    spec, other = TrainingSpec(epochs=10), TrainingSpec(architecture="compact")
    guessed = estimate_seconds(other, SKETCHES)
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=2.0))
    assert estimate_seconds(other, SKETCHES) == guessed
    assert estimate_seconds(spec, SKETCHES) == pytest.approx(8.0)
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=100.0))
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=2.0))
    assert estimate_seconds(spec, SKETCHES) == pytest.approx(106.0)


def test_a_run_that_shared_the_machine_does_not_replace_one_that_had_it():
    spec = TrainingSpec(epochs=10)
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=300.0), others=0.6)
    assert estimate_seconds(spec, SKETCHES) == pytest.approx(306.0)  # better than a guess
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=100.0), others=0.05)
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=300.0), others=0.6)
    assert estimate_seconds(spec, SKETCHES) == pytest.approx(106.0)


def test_a_head_whose_features_were_known_is_no_measure():
    head = TrainingSpec(architecture="efficientnet_lite0")
    before = estimate_seconds(head, SKETCHES)
    record_pace(head, 2, SKETCHES.training, SKETCHES.validation, result(train=1.0, decode=0.01))
    assert estimate_seconds(head, SKETCHES) == before
    record_pace(head, 2, SKETCHES.training, SKETCHES.validation, result(train=1.0, decode=30.0, around=3.0))
    assert estimate_seconds(head, SKETCHES) == pytest.approx(34.0)


def test_a_head_on_a_network_not_used_yet_goes_as_fast_as_one_on_another():
    used, new = (
        TrainingSpec(dataset="photos", architecture=f"efficientnet_lite{size}", image_size=side)
        for size, side in ((0, 224), (2, 260))
    )
    guessed = estimate_seconds(new, SKETCHES)
    record_pace(used, 2, SKETCHES.training, SKETCHES.validation, result(train=1.0, decode=400.0))
    assert estimate_seconds(new, SKETCHES) > estimate_seconds(used, SKETCHES) > 400 > guessed


def test_a_run_that_was_stopped_before_its_first_epoch_is_no_measure():
    spec = TrainingSpec(architecture="compact")
    before = estimate_seconds(spec, SKETCHES)
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=20.0, epochs=0))
    assert estimate_seconds(spec, SKETCHES) == before


def test_a_pace_of_nothing_that_an_earlier_version_kept_is_none():
    spec = TrainingSpec()
    before = estimate_seconds(spec, SKETCHES)
    record_pace(spec, 2, SKETCHES.training, SKETCHES.validation, result(train=20.0))
    path = workspace.current().site / "paces.json"
    paces = {kind: expected_time.Pace(rate=0.0, around=1.0) for kind in expected_time._read_paces()}
    files.write_json(path, expected_time._Paces(paces).model_dump())
    assert estimate_seconds(spec, SKETCHES) == before


def test_of_a_gpu_nothing_is_told_before_it_was_used(monkeypatch):
    monkeypatch.setattr(expected_time, "list_gpu_names", lambda: ("a GPU",))
    assert estimate_seconds(TrainingSpec(), SKETCHES) is None
    assert estimate_seconds(TrainingSpec(device="cpu"), SKETCHES) is not None
    record_pace(TrainingSpec(), 2, SKETCHES.training, SKETCHES.validation, result(train=2.0))
    assert estimate_seconds(TrainingSpec(), SKETCHES) == pytest.approx(8.0)


def test_a_damaged_record_is_as_none():
    record_pace(TrainingSpec(), 2, SKETCHES.training, SKETCHES.validation, result(train=100.0))
    path = workspace.current().site / "paces.json"
    path.write_bytes(path.read_bytes()[:-20])
    assert estimate_seconds(TrainingSpec(), SKETCHES) != pytest.approx(106.0)
