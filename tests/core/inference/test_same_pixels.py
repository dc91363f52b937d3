"""A file is the same pixels in training, in an evaluation, on the command line, on a page, and for the backbone."""

import json
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageOps

from core.backbone import features as features_module
from core.backbone.features import compute_features, take_picture_from_bytes, take_picture_of_record
from core.cli import main
from core.data import datasets
from core.data.intake.adding import add
from core.data.pixels.cache import open_decoded
from core.data.pixels.view import View
from core.evaluation.evaluate import evaluate, load
from core.inference.familiar import neighbours
from core.inference.labelled_pictures import LabelledPictures
from core.inference.model import Model
from core.inference.models import find_model
from core.inference.predict import Question, answer, predict
from core.networks.architecture import IMAGE
from core.networks.backbones import EMBEDDED, IMAGE_SIZE
from tests.hand_made import hand_made_run
from tests.odd_pictures import odd_pictures, put_odd_pictures


@pytest.fixture
def odd(tmp_path):
    """A dataset with every odd picture in its test split."""
    dataset = add(put_odd_pictures(tmp_path / "odd"), "odd")
    assert len(dataset.list_pictures(split="test")) == len(odd_pictures())
    return dataset


class Seeing(Model):
    """Takes down the pixels that it is asked about."""

    id = title = version = "seeing"
    classes = ("a", "b")
    is_ready = True
    files = {}  # noqa: RUF012
    evaluations = None

    def __init__(self, image_size, view):
        self._size, self._view = image_size, view
        self.pixels = []

    @property
    def image_size(self):
        return self._size

    @property
    def view(self):
        return self._view

    def load(self):
        pass

    def explain_mismatch(self, dataset, classes):
        return None

    def compute_probabilities(self, pixels):
        self.pixels += list(pixels)
        return np.full((len(pixels), 2), 0.5, np.float32)


def trained_on(dataset, size, view):
    """What the training sees of the test pictures: its cache."""
    decoded = open_decoded(dataset, size, view)
    return decoded.images[decoded.select("test")]


def by_evaluation(dataset, size, view):
    model = Seeing(size, view)
    model.predict_split(LabelledPictures(dataset, "test"))
    return model.pixels


def by_command_line(dataset, size, view):
    model = Seeing(size, view)
    for record in dataset.list_pictures(split="test"):
        predict(model, dataset.find_path(record), record.path)
    return model.pixels


def by_upload(dataset, size, view):
    model = Seeing(size, view)
    files = [(record.path, dataset.find_path(record).read_bytes()) for record in dataset.list_pictures(split="test")]
    assert not any(found.problem for found in answer(model, [Question(*file) for file in files]))
    return model.pixels


def by_sample(dataset, size, view):
    model = Seeing(size, view)
    for record in dataset.list_pictures(split="test"):
        answer(model, [Question(record.path, dataset.find_path(record))])
    return model.pixels


@pytest.mark.parametrize(("size", "view"), [(32, View.STRETCH), (32, View.LETTERBOX), (IMAGE_SIZE, View.CROP)])
@pytest.mark.parametrize("route", [by_evaluation, by_command_line, by_upload, by_sample])
def test_what_predicts_sees_what_was_trained_on(odd, route, size, view):
    expected = trained_on(odd, size, view)
    names = [record.path for record in odd.list_pictures(split="test")]
    differing = {
        name: int(np.abs(there.astype(int) - here).max())
        for name, there, here in zip(names, expected, route(odd, size, view), strict=True)
        if not np.array_equal(there, here)
    }
    assert differing == {}


class SeeingSession:
    """Stands for the backbone and takes down what it is given."""

    def __init__(self):
        self.pixels = []

    def run(self, _outputs, inputs):
        self.pixels += list(inputs[IMAGE])
        return [np.zeros((1, EMBEDDED.width), np.float32)]


@pytest.mark.parametrize("of_dataset", [True, False])
def test_the_backbone_sees_what_a_training_of_all_layers_sees(odd, of_dataset, monkeypatch):
    session = SeeingSession()
    monkeypatch.setattr(features_module, "load_backbone", lambda _backbone: session)
    for record in odd.list_pictures(split="test"):
        path = odd.find_path(record)
        compute_features(
            [
                take_picture_of_record(odd, record)
                if of_dataset
                else take_picture_from_bytes(path.name, path.read_bytes())
            ]
        )
    assert session.pixels[0].dtype == np.float32
    np.testing.assert_array_equal(session.pixels, trained_on(odd, IMAGE_SIZE, View.STRETCH))


def test_an_evaluation_and_the_command_line_give_one_file_one_answer(odd, capsys, monkeypatch):
    monkeypatch.setattr(neighbours, "AT_ONCE", 0)  # no look at the training pictures
    run = hand_made_run("odd")
    evaluate(find_model(run.run_id), odd, "test")
    judged = load(run.evaluation, "odd", "test")
    paths = [str(odd.root / path) for path in judged.paths]
    assert main(["predict", run.run_id, *paths, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["predictions"]
    shares = [{one["label"]: one["probability"] for one in found["top"]} for found in said]
    np.testing.assert_allclose([[one["a"], one["b"]] for one in shares], judged.probabilities, atol=1e-6)
    assert len(np.unique(judged.probabilities[:, 0].round(4))) > 0.9 * len(paths), "the model tells them apart"


def test_every_turn_of_a_photo_is_seen_upright(odd):
    decoded = open_decoded(odd, 32)
    seen = {path.rsplit("/", 1)[1]: decoded.images[place] for place, path in enumerate(decoded.paths)}
    for name, data in odd_pictures().items():
        if name.startswith("exif"):
            np.testing.assert_array_equal(seen[name], upright(data, 32))


def upright(data, size):
    """By Pillow's own rule for the orientation."""
    turned = ImageOps.exif_transpose(Image.open(BytesIO(data))).convert("RGB")
    return np.asarray(turned.resize((size, size), Image.Resampling.BILINEAR))


def test_a_dataset_of_odd_pictures_has_no_problems(odd):
    assert datasets.load("odd").problems == []
