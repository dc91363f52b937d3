"""The pretrained network answers before anybody has trained, and its breeds add up to cats and dogs."""

import json

import numpy as np
import pytest

from core.backbone.features import features, given
from core.cli import main
from core.data.intake import adding
from core.errors import InputError
from core.evaluation.evaluate import evaluate, load
from core.i18n import follow
from core.inference import imagenet
from core.inference.predict import classifier, predict
from core.networks.backbones import EMBEDDED
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


def test_there_are_a_thousand_classes_in_both_languages():
    for code in ("en", "zh"):
        assert len(set(imagenet.names(code))) == 1000
    assert [imagenet.names("en")[place] for place in (0, 151, 268, 281, 285, 487, 999)] == [
        "tench", "Chihuahua", "Mexican hairless", "tabby", "Egyptian cat", "cellular telephone", "toilet tissue",
    ]  # fmt: skip
    assert all("\u4e00" <= max(name) <= "\u9fff" for name in imagenet.names("zh"))
    follow(lambda: "zh")
    try:
        assert imagenet.shown("tabby") == "虎斑猫"
        assert imagenet.shown("my own class") == "my own class"
    finally:
        follow(lambda: "en")


def test_real_cats_are_cats_without_any_training(some_photos):
    """Also a check that the names have the order of the network's outputs."""
    model = classifier(imagenet.pretrained())
    cats = [imagenet.names("en")[place] for place in imagenet.ANIMALS["cat"]]
    photos = some_photos.pictures(split="test", label="cat")
    said = [predict(model, some_photos.path_of(photo), photo.path)[0].label for photo in photos]
    assert sum(label in cats for label in said) > 0.5 * len(said)
    report = evaluate(imagenet.pretrained(), some_photos, "test")
    assert report.n == 2 * PER_CLASS
    assert report.summary.accuracy > 0.8
    assert load(imagenet.pretrained(), "photos", "test").classes == ("cat", "dog")
    assert list(folder.all_runs()) == []


def test_the_sums_are_those_of_the_whole_network(some_photos):
    photo = some_photos.path_of(some_photos.pictures(split="test")[0])
    model = classifier(imagenet.pretrained())
    each = {guess.label: guess.probability for guess in predict(model, photo, "photo")}
    named = imagenet.names("en")
    sums = [sum(each[named[place]] for place in imagenet.ANIMALS[animal]) for animal in ("cat", "dog")]
    rows = features([given("photo", photo.read_bytes())])
    found = imagenet.zero_shot(rows, imagenet.groups(["cat", "dog"]))[0]
    np.testing.assert_allclose(found, np.array(sums) / sum(sums), atol=1e-4)


def test_which_classes_are_sums_of_imagenets():
    assert imagenet.groups(["Cats", "dog"]) == [list(range(281, 286)), list(range(151, 269))]
    assert imagenet.groups(["猫", "狗"]) == imagenet.groups(["cat", "dog"])
    assert imagenet.groups(["banana", "lemon"]) == [[954], [951]]
    assert imagenet.groups(["cat", "my sister"]) is None
    shares = imagenet.zero_shot(np.ones((3, EMBEDDED.width), np.float32), [[1, 2], [3]])
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-5)


def test_other_classes_cannot_be_judged_without_training():
    dataset = adding.add("digits", "digits")
    with pytest.raises(InputError, match="do not make up those of digits"):
        evaluate(imagenet.pretrained(), dataset, "test")


def test_the_command_line_asks_it_by_name(some_photos, capsys):
    photo = some_photos.path_of(some_photos.pictures(split="test", label="dog")[0])
    assert main(["predict", "imagenet", str(photo), "--json", "--top", "3"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["predictions"]
    assert len(found["top"]) == 3
    assert found["label"] in imagenet.names("en")
    assert main(["evaluate", "imagenet", "--dataset", "photos", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["accuracy"] > 0.8
