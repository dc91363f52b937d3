"""A spec is kept in a file, whole; what is no spec is named."""

import pytest
from hypothesis import given

from core.errors import InputError
from core.networks.augmentation import Augmentation
from core.specs.spec_file import format_spec, parse_spec, read_spec
from core.specs.training_spec import TrainingSpec
from tests.specs import valid_specs


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


@given(spec=valid_specs())
def test_every_spec_comes_back_from_its_file(spec):
    assert parse_spec(format_spec(spec).encode(), name="spec.json") == spec
