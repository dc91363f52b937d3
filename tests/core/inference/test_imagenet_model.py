"""The pretrained network answers before anybody has trained, and its breeds add up to cats and dogs."""

import json

import numpy as np
import pytest

from core.backbone.features import compute_features, take_picture_from_bytes
from core.backbone.zero_shot import find_groups, zero_shot
from core.cli import main
from core.content.imagenet_classes import BREEDS, read_class_names, sum_breeds
from core.data.intake import adding
from core.errors import InputError
from core.evaluation.evaluate import evaluate, load
from core.inference.imagenet_model import make_imagenet_model
from core.inference.predict import predict
from core.runs import folder
from tests.core.data.pictures import two_classes

PER_CLASS = 60


@pytest.fixture
def some_photos(cats_vs_dogs, tmp_path):
    """A few real test photos of each class, as links; the training pictures are noise that nobody looks at."""
    root = tmp_path / "photos"
    two_classes(root / "train", 3)
    for label in ("cat", "dog"):
        (root / "test" / label).mkdir(parents=True)
        for path in sorted((cats_vs_dogs / "test" / label).iterdir())[:PER_CLASS]:
            (root / "test" / label / path.name).symlink_to(path)
    return adding.add(root, "photos")


@pytest.mark.slow
def test_real_cats_are_cats_without_any_training(some_photos):
    """Also a check that the names have the order of the network's outputs."""
    model = make_imagenet_model()
    cats = [model.classes[place] for place in BREEDS["cat"]]
    photos = some_photos.list_pictures(split="test", label="cat")
    said = [predict(model, some_photos.find_path(photo), photo.path)[0].label for photo in photos]
    assert sum(label in cats for label in said) > 0.5 * len(said)
    report = evaluate(make_imagenet_model(), some_photos, "test")
    assert report.n == 2 * PER_CLASS
    assert report.summary.accuracy > 0.8
    assert load(make_imagenet_model().evaluations, "photos", "test").classes == ("cat", "dog")
    assert list(folder.list_runs()) == []


def test_the_sums_are_those_of_the_whole_network(some_photos):
    photo = some_photos.find_path(some_photos.list_pictures(split="test")[0])
    model = make_imagenet_model()
    each = {guess.label: guess.probability for guess in predict(model, photo, "photo")}
    pets = sum_breeds(each)
    sums = [pets["cat"], pets["dog"]]
    rows = compute_features([take_picture_from_bytes("photo", photo.read_bytes())], view=model.view)
    found = zero_shot(rows, find_groups(["cat", "dog"]))[0]
    np.testing.assert_allclose(found, np.array(sums) / sum(sums), atol=1e-4)


@pytest.mark.slow
def test_other_classes_cannot_be_judged_without_training():
    dataset = adding.add("digits", "digits")
    with pytest.raises(InputError, match="do not make up those of digits"):
        evaluate(make_imagenet_model(), dataset, "test")


@pytest.mark.slow
def test_the_command_line_asks_it_by_name(some_photos, capsys):
    photo = some_photos.find_path(some_photos.list_pictures(split="test", label="dog")[0])
    assert main(["predict", "imagenet", str(photo), "--json", "--top", "3"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["predictions"]
    assert len(found["top"]) == 3
    assert found["label"] in read_class_names("en")
    assert main(["evaluate", "imagenet", "--dataset", "photos", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["accuracy"] > 0.8
