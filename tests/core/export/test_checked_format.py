"""What is written is only left where it answers as the model does."""

import onnx
import pytest

from core.cancel import Cancelled, CancelWhen
from core.data.intake.adding import add
from core.errors import InputError
from core.export.checked_format import CheckedFormat, copy_source
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


def test_the_copy_computes_what_the_file_does(model, tmp_path):
    exported = find_format("onnx").export(model, tmp_path / "out")
    assert onnx.load(exported.path).graph == onnx.load(model.run.onnx_model).graph
    again = find_format("onnx").export(model, tmp_path / "out")
    assert again == exported


class _Odd(CheckedFormat):
    """A copy whose answers are changed on their way, or a folder with it."""

    name, suffix = "onnx", ".onnx"

    def __init__(self, change, folder=False):
        self.change, self.folder = change, folder

    def write(self, model, target, cancel):
        if self.folder:
            target.mkdir()
        copy_source(model, "onnx", target / "in" if self.folder else target)

    def ask(self, model, target, pictures, cancel):
        path = target / "in" if self.folder else target
        return self.change(Classifier(path).compute_probabilities(pictures.pixels))


@pytest.mark.parametrize(
    "change",
    [lambda rows: rows[:, ::-1], lambda rows: rows + 0.01, lambda rows: rows * float("nan"), lambda rows: rows[:, :1]],
    ids=["other classes", "a little off", "no numbers", "another shape"],
)
def test_a_file_that_answers_otherwise_replaces_nothing(model, tmp_path, change):
    kept = find_format("onnx").export(model, tmp_path / "out").path
    kept.write_bytes(b"of an earlier export")
    with pytest.raises(InputError, match=f"does not answer as {model.id} does"):
        _Odd(change).export(model, tmp_path / "out")
    assert [path.read_bytes() for path in (tmp_path / "out").iterdir()] == [b"of an earlier export"]


def test_a_folder_takes_the_place_of_an_earlier_one(model, tmp_path):
    for _time in range(2):
        exported = _Odd(lambda rows: rows, folder=True).export(model, tmp_path / "out")
        assert [path.name for path in exported.path.iterdir()] == ["in"]
        assert list((tmp_path / "out").iterdir()) == [exported.path]
        assert exported.bytes == model.run.onnx_model.stat().st_size


def test_a_model_that_has_no_file_of_that_format_names_those_that_it_has(tmp_path):
    with pytest.raises(InputError, match=r"no keras file of imagenet\. Choose another format: onnx"):
        find_format("keras").export(make_imagenet_model(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
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
