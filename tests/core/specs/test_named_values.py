"""A spec is put together from names and values, and taken apart into them; what does not fit is named."""

import pytest
from hypothesis import given

from core.errors import InputError
from core.networks.augmentation import Augmentation
from core.specs.named_values import list_values, spec_from
from core.specs.settings import list_settings
from core.specs.training_spec import TrainingSpec
from tests.specs import valid_specs


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
    with pytest.raises(InputError, match="one of 'sgd', 'rmsprop', 'adam', 'adamw'"):
        spec_from({"optimizer": "lion"})


def test_an_unknown_setting_lists_the_known_ones():
    with pytest.raises(InputError, match=r"speed is not a setting.*learning_rate.*augmentation\.flip"):
        spec_from({"speed": 1})
    with pytest.raises(InputError, match=r"augmentation\.blur is not a setting"):
        spec_from({"augmentation.blur": 1})


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
    assert spec_from({name: str(value) for name, value in list_values(spec).items()}) == spec
    assert set(list_values(spec)) <= set(list_settings())


@given(spec=valid_specs())
def test_every_spec_is_the_sum_of_its_named_values(spec):
    assert spec_from(list_values(spec)) == spec
    assert spec_from({name: str(value) for name, value in list_values(spec).items()}) == spec
