"""A copy is only left where it answers as the model does."""

import pytest

from core.cancel import Cancelled, CancelWhen
from core.data.intake.adding import add
from core.errors import InputError
from core.export.copying import copy_and_check
from core.export.formats import find_format
from core.inference.imagenet_model import make_imagenet_model
from core.inference.run_model import RunModel
from core.inference.session import Classifier
from tests.core.data.pictures import two_classes
from tests.hand_made import hand_made_run


@pytest.fixture
def model(tmp_path):
    add(two_classes(tmp_path / "pets"), "pets")
    return RunModel(hand_made_run("pets"))


def test_the_copy_is_the_file_itself(model, tmp_path):
    exported = find_format("onnx").export(model, tmp_path / "out")
    assert exported.path.read_bytes() == model.run.onnx_model.read_bytes()
    again = find_format("onnx").export(model, tmp_path / "out")
    assert again == exported


@pytest.mark.parametrize(
    "ask",
    [
        lambda path, pixels: Classifier(path).compute_probabilities(pixels)[:, ::-1],
        lambda path, pixels: Classifier(path).compute_probabilities(pixels) + 0.01,
        lambda path, pixels: Classifier(path).compute_probabilities(pixels) * float("nan"),
        lambda path, pixels: Classifier(path).compute_probabilities(pixels)[:, :1],
    ],
    ids=["other classes", "a little off", "no numbers", "another shape"],
)
def test_a_file_that_answers_otherwise_replaces_nothing(model, tmp_path, ask):
    kept = find_format("onnx").export(model, tmp_path / "out").path
    kept.write_bytes(b"of an earlier export")
    with pytest.raises(InputError, match=f"does not answer as {model.id} does"):
        copy_and_check(model, "onnx", tmp_path / "out", ask)
    assert [path.read_bytes() for path in (tmp_path / "out").iterdir()] == [b"of an earlier export"]


def test_a_model_that_has_no_file_of_that_format_names_those_that_it_has(tmp_path):
    with pytest.raises(InputError, match=r"no keras file of imagenet\. Choose another format: onnx"):
        find_format("keras").export(make_imagenet_model(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_imagenets_network_is_had_as_onnx(tmp_path):
    exported = find_format("onnx").export(make_imagenet_model(), tmp_path)
    assert exported.checked.largest_difference <= 1e-5
    assert exported.path == tmp_path / "imagenet.onnx"


def test_a_folder_that_cannot_be_written_is_named(model, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match=r"file cannot be written\. Name another"):
        find_format("onnx").export(model, tmp_path / "file")
    with pytest.raises(InputError, match="cannot be written"):
        find_format("onnx").export(model, tmp_path / "file" / "below")


def test_a_copy_that_is_not_wanted_any_more_leaves_nothing(model, tmp_path):
    steps = iter([False, False, True])
    with pytest.raises(Cancelled):
        find_format("onnx").export(model, tmp_path / "out", CancelWhen(lambda: next(steps)))
    assert list((tmp_path / "out").iterdir()) == []
