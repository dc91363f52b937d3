"""A spec takes what makes sense and names what does not."""

import pytest

from core.errors import InputError
from core.training.spec import TrainingSpec, read_spec, spec_from


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
    ],
)  # fmt: skip
def test_a_senseless_value_is_named(field, value):
    with pytest.raises(InputError, match=f"^{field} "):
        spec_from({field: value})


def test_an_unknown_setting_lists_the_known_ones():
    with pytest.raises(InputError, match=r"momentum is not a setting.*learning_rate"):
        spec_from({"momentum": 1})


def test_a_spec_file_comes_back_as_it_was(tmp_path):
    spec = TrainingSpec(epochs=7, architecture="compact")
    path = tmp_path / "spec.json"
    path.write_text(spec.model_dump_json())
    assert read_spec(path) == spec


@pytest.mark.parametrize("text", ["", "{", "[]", '{"epochs": -1}', '{"version": 2}', "\0"])
def test_a_file_that_is_no_spec_is_named(tmp_path, text):
    path = tmp_path / "my.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"my\.json is not a training spec"):
        read_spec(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.json cannot be read"):
        read_spec(tmp_path / "nothing.json")
