"""A spec takes what makes sense and names what does not."""

import pytest

from core.errors import InputError
from core.networks.augmentation import Augmentation
from core.specs.network import network, recipe
from core.specs.training_spec import TrainingSpec, flat, names, read_spec, spec_from


def test_the_defaults_are_those_of_the_form():
    spec = TrainingSpec()
    assert (spec.dataset, spec.architecture, spec.image_size) == ("sketches", "article", 96)
    assert (spec.batch_size, spec.epochs, spec.optimizer, spec.learning_rate) == (32, 10, "adam", 1e-3)


def test_texts_from_a_command_line_become_numbers():
    spec = spec_from({"weight_decay": "0.05", "epochs": "3", "schedule": "cosine"})
    assert (spec.weight_decay, spec.epochs, spec.schedule) == (0.05, 3, "cosine")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("epochs", 0), ("epochs", 2.5), ("epochs", "many"), ("image_size", 8), ("image_size", 5000),
        ("batch_size", 0), ("learning_rate", 0), ("learning_rate", float("nan")), ("learning_rate", float("inf")),
        ("seed", -1), ("architecture", "resnet"), ("label_smoothing", 0.9), ("precision", "float64"),
        ("optimizer", "lion"), ("momentum", 1), ("schedule", "linear"), ("warm_up", 0.95), ("clip_norm", -1),
        ("clip_norm", float("inf")), ("class_weights", "some"), ("early_stopping", -1), ("dropout", 1),
        ("device", "gpu"), ("device", "gpu:x"), ("nesterov", "perhaps"), ("weight_decay", 1), ("augmentation", "some"),
        ("augmentation.flip", "perhaps"), ("augmentation.crop", 1), ("augmentation.rotation", -5),
        ("augmentation.shift", "far"), ("augmentation.mixup", 2),
    ],
)  # fmt: skip
def test_a_senseless_value_is_named(field, value):
    with pytest.raises(InputError, match=f"^{field} "):
        spec_from({field: value})


def test_the_sentence_says_what_would_do():
    with pytest.raises(InputError, match=r"^epochs cannot be 0: it must be at least 1\. Change it and start again\.$"):
        spec_from({"epochs": 0})
    with pytest.raises(InputError, match="'sgd', 'rmsprop', 'adam' or 'adamw'"):
        spec_from({"optimizer": "lion"})


def test_an_unknown_setting_lists_the_known_ones():
    with pytest.raises(InputError, match=r"speed is not a setting.*learning_rate.*augmentation\.flip"):
        spec_from({"speed": 1})
    with pytest.raises(InputError, match=r"augmentation\.blur is not a setting"):
        spec_from({"augmentation.blur": 1})


def test_a_spec_file_comes_back_as_it_was(tmp_path):
    spec = TrainingSpec(epochs=7, architecture="compact", dropout=0.1, augmentation=Augmentation(flip=True, crop=0.4))
    path = tmp_path / "spec.json"
    path.write_text(spec.model_dump_json())
    assert read_spec(path) == spec


@pytest.mark.parametrize("text", ["", "{", "[]", '{"epochs": -1}', '{"version": 3}', "\0"])
def test_a_file_that_is_no_spec_is_named(tmp_path, text):
    path = tmp_path / "my.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"my\.json is not a training spec"):
        read_spec(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.json cannot be read"):
        read_spec(tmp_path / "nothing.json")


def test_a_spec_of_the_first_version_is_read_as_it_was_meant(tmp_path):
    path = tmp_path / "old.json"
    path.write_text(
        '{"version":1,"dataset":"sketches","architecture":"compact","epochs":3,"image_size":64,"batch_size":16,'
        '"learning_rate":0.002,"seed":4,"optimizer":"adam","schedule":"cosine","weight_decay":0.05,'
        '"label_smoothing":0.1,"precision":"float32"}'
    )
    spec = read_spec(path)
    assert (spec.version, spec.epochs, spec.schedule, spec.augmentation) == (2, 3, "cosine", None)
    assert spec.weight_decay == 0, "only AdamW took note of it then"
    path.write_text('{"version":1,"optimizer":"adamw","weight_decay":0.05}')
    assert read_spec(path).weight_decay == 0.05


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, None),
        ({"augmentation": "own"}, None),
        ({"augmentation": "none"}, Augmentation()),
        ({"augmentation.flip": "true", "augmentation.crop": "0.5"}, Augmentation(flip=True, crop=0.5)),
        ({"augmentation": "own", "augmentation.flip": "true"}, Augmentation(flip=True)),
        ({"augmentation": {"flip": True}, "augmentation.rotation": 5}, Augmentation(flip=True, rotation=5)),
    ],
)
def test_augmentation_may_be_named_or_set_part_by_part(asked, found):
    assert spec_from(asked).augmentation == found


@pytest.mark.parametrize(
    "spec",
    [TrainingSpec(), TrainingSpec(dropout=0.0, augmentation=Augmentation(shift=0.1), device="gpu:1", momentum=0.5)],
)
def test_every_setting_can_be_given_by_its_name(spec):
    assert spec_from({name: str(value) for name, value in flat(spec).items()}) == spec
    assert set(flat(spec)) <= set(names())


def test_the_network_is_what_the_spec_asks_for():
    assert recipe(TrainingSpec(architecture="article")) == Augmentation()
    assert recipe(TrainingSpec(architecture="compact")).flip
    assert not recipe(TrainingSpec(architecture="compact", augmentation=Augmentation())).flip
    smaller = Augmentation(flip=True, smaller=0.2)
    assert recipe(TrainingSpec(architecture="compact", augmentation=smaller)) == smaller
    assert recipe(TrainingSpec(architecture="article", augmentation=smaller)) == Augmentation(flip=True)
    asked = network(TrainingSpec(augmentation=Augmentation(flip=True), dropout=0.25), classes=2)
    assert asked.nodes[0].name == "augment"
    assert next(node.layer.rate for node in asked.nodes if node.name == "dropout") == 0.25
