"""What only a run's model can do wrong, and how it says so."""

import os

import numpy as np
import pytest

from core.backbone.features import compute_features, take_picture_of_record
from core.backbone.head import Head
from core.data import index
from core.data.index import SPLITS
from core.data.intake import adding
from core.data.pixels.view import View
from core.errors import InputError
from core.evaluation.evaluate import evaluate, load
from core.inference.models import choose_first
from core.inference.run_model import RunModel, list_ready
from core.intervals import compute_share_interval
from core.networks.backbones import EMBEDDED
from core.runs import folder
from core.runs.result import Metrics, Result, Seconds
from core.runs.trained_head import TrainedHead
from core.specs.training_spec import TrainingSpec
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_model, hand_made_run


@pytest.fixture
def pets(tmp_path):
    return adding.add(two_classes(tmp_path / "pets"), "pets")


@pytest.fixture
def run(pets):
    return hand_made_run("pets")


def test_a_run_without_a_model_says_so(pets):
    waiting = folder.create(TrainingSpec(dataset="pets"))
    waiting.write_classes(["cat", "dog"], View.STRETCH)
    for ask in (lambda model: model.load(), lambda model: evaluate(model, pets, "test")):
        with pytest.raises(InputError, match=f"{waiting.run_id} has no model yet"):
            ask(RunModel(waiting))


def test_a_run_that_ended_without_a_model_is_not_to_be_waited_for(run):
    run.onnx_model.unlink()
    with pytest.raises(InputError, match=r"ended before it had a model, or its file is gone\. Train again"):
        RunModel(run).load()


def write_result(run, accuracy, n):
    seconds = Seconds(total=1, decode=1, train=1, evaluate=1)
    run.write_result(
        Result(
            metrics=Metrics(accuracy=accuracy, precision=1, recall=1, f1=1, loss=1, n=n), best_epoch=1,
            best_val_accuracy=1, epochs=1, parameters=1, seconds=seconds, images_per_second=1,
            precision_policy="float32", device="cpu",
        )
    )  # fmt: skip


def test_the_best_model_is_good_on_many_pictures_not_on_three(run):
    other = hand_made_run("pets")
    write_result(run, 0.97, n=2000)
    write_result(other, 1.0, n=3)
    assert choose_first({model.id: model for model in list_ready()}) == run.run_id


@pytest.mark.parametrize("damage", [b"", b"no model", None])
def test_a_damaged_model_says_so(run, damage):
    data = run.onnx_model.read_bytes()
    run.onnx_model.write_bytes(data[: len(data) // 2] if damage is None else damage)
    with pytest.raises(InputError, match=f"The model of the run {run.run_id} is damaged"):
        RunModel(run).load()


def test_a_model_of_another_number_of_classes_gets_no_wrong_names(run):
    run.write_classes(["cat", "dog", "bird"], View.STRETCH)
    with pytest.raises(InputError, match=f"The model of the run {run.run_id} is damaged"):
        RunModel(run).load()


def test_another_file_is_another_version(run):
    before = RunModel(run).version
    run.onnx_model.write_bytes(hand_made_model(2, seed=1))
    os.utime(run.onnx_model, ns=(1, 1))
    assert RunModel(run).version != before


def test_its_title_tells_it_from_others_and_its_accuracy_is_that_of_the_test(run):
    model = RunModel(run)
    assert model.title.startswith("The article's CNN · pets · 20")
    assert model.accuracy is None
    write_result(run, 0.75, n=4)
    assert [(one.accuracy, one.accuracy_interval) for one in list_ready()] == [(0.75, compute_share_interval(0.75, 4))]


def test_a_head_alone_is_asked_by_features(pets):
    run = folder.create(TrainingSpec(dataset="pets", architecture="efficientnet_lite0", image_size=224))
    run.write_classes(["cat", "dog"], View.STRETCH)
    kernel = np.random.default_rng(0).normal(size=(EMBEDDED.width, 1)).astype(np.float32)
    head = Head(kernel, np.zeros(1, np.float32))
    TrainedHead(head).save(run.head)
    evaluate(RunModel(run), pets, "val")
    rows = compute_features([take_picture_of_record(pets, record) for record in pets.list_pictures(split="val")])
    np.testing.assert_allclose(
        load(run.evaluation, "pets", "val").probabilities, head.compute_probabilities(rows), atol=1e-6
    )


@pytest.fixture
def fitted_again(pets):
    """A run whose head was fitted to the validation pictures after they had judged it: it says cat, that one dog."""
    run = folder.create(TrainingSpec(dataset="pets", architecture="efficientnet_lite0", image_size=224))
    run.write_classes(["cat", "dog"], View.STRETCH)
    index.write_copy(run.path, pets.records)
    last, validated = (
        Head(np.zeros((EMBEDDED.width, 1), np.float32), np.full(1, bias, np.float32)) for bias in (-9, 9)
    )
    TrainedHead(last, validated).save(run.head)
    run.onnx_model.write_bytes(hand_made_model(2))
    return run


def test_validation_pictures_are_predicted_by_the_head_that_had_not_learned_them(fitted_again, pets):
    model, validation = RunModel(fitted_again), {record.path for record in pets.list_pictures(split="val")}
    assert validation
    for split in (*SPLITS, "all"):
        evaluate(model, pets, split)
        found = load(fitted_again.evaluation, "pets", split)
        assert [answer == 1 for answer in found.answers] == [path in validation for path in found.paths]


def test_in_another_dataset_they_are_known_by_their_files(fitted_again, pets, tmp_path):
    for record in pets.list_pictures():
        target = tmp_path / "again" / record.label / f"{record.split} {record.path.replace('/', '-')}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(pets.find_path(record).read_bytes())
    evaluate(RunModel(fitted_again), adding.add(tmp_path / "again", "again"), "all")
    found = load(fitted_again.evaluation, "again", "all")
    assert [answer == 1 for answer in found.answers] == ["/val " in path for path in found.paths]
    assert 0 < found.answers.sum() < len(found.paths)


@pytest.mark.parametrize("damage", ["half", "missing", "of other classes"])
def test_without_the_file_of_the_head_nothing_is_said_of_them(fitted_again, pets, damage):
    if damage == "half":
        fitted_again.head.write_bytes(b"half")
    elif damage == "missing":
        fitted_again.head.unlink()
    else:
        other = Head(np.zeros((EMBEDDED.width, 3), np.float32), np.zeros(3, np.float32))
        TrainedHead(other, other).save(fitted_again.head)
    with pytest.raises(InputError, match=r"head.npz is damaged or missing. Without it .* Evaluate it on others"):
        evaluate(RunModel(fitted_again), pets, "val")
    assert evaluate(RunModel(fitted_again), pets, "test").n == len(pets.list_pictures(split="test"))
