"""What the fields of a spec say of themselves is what a spec takes."""

import math

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.errors import InputError
from core.networks.augmentation import Augmentation
from core.specs.named_values import spec_from
from core.specs.settings import list_settings
from core.specs.training_spec import TrainingSpec
from tests.specs import values_of

NUMBERS = [setting for setting in list_settings().values() if setting.kind in ("integer", "number")]


def test_every_field_is_a_setting_with_a_title():
    parts = [f"augmentation.{name}" for name in Augmentation.model_fields]
    assert set(list_settings()) == {*TrainingSpec.model_fields, *parts} - {"version", "design", "share", "trial_of"}
    assert all(setting.form.title for setting in list_settings().values())


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.name)
def test_the_limits_are_the_first_and_the_last_valid_value(setting):
    beyond = {"integer": (-1, +1), "number": (-math.inf, math.inf)}[setting.kind]
    for limit, further in zip((setting.low, setting.high), beyond, strict=True):
        if limit is not None:
            assert setting.parse(str(limit)) == limit
            outside = limit + further if setting.kind == "integer" else math.nextafter(limit, further)
            with pytest.raises(InputError, match="cannot be used"):
                setting.parse(str(outside))


@pytest.mark.parametrize("setting", list_settings().values(), ids=list_settings())
def test_the_step_of_a_number_leads_to_another_valid_one(setting):
    if setting.kind == "number":
        spec_from({setting.name: setting.low + setting.form.step})
    elif setting.form.step is not None:
        spec_from({setting.name: setting.low + int(setting.form.step)})


@pytest.mark.parametrize("setting", list_settings().values(), ids=list_settings())
def test_every_name_is_of_a_choice_and_every_condition_can_hold(setting):
    for choice in setting.form.names:
        assert setting.parse(choice) == choice
    for other, values in setting.form.only_with.items():
        assert [list_settings()[other].parse(value) for value in values] == list(values)


@pytest.mark.parametrize("setting", list_settings().values(), ids=list_settings())
@hypothesis_settings(max_examples=20)
@given(data=st.data())
def test_a_setting_parses_what_a_spec_takes(setting, data):
    value = data.draw(st.just("none") if setting.kind == "object" else values_of(setting))
    text = "own" if value is None else str(value)
    field, _dot, part = setting.name.partition(".")
    taken = getattr(spec_from({"dataset": "x", setting.name: text}), field)
    assert setting.parse(text) == (getattr(taken, part) if part else taken)


def test_what_a_setting_cannot_be_is_said_with_the_reason():
    with pytest.raises(InputError, match=r"^“0” cannot be used: it must be at least 1\.$"):
        list_settings()["epochs"].parse("0")
    with pytest.raises(InputError, match=r"it must be less than 0\.5"):
        list_settings()["label_smoothing"].parse("0.5")


def test_some_settings_have_an_effect_with_others_alone():
    momentum, epochs = list_settings()["momentum"], list_settings()["epochs"]
    assert momentum.has_effect({"optimizer": "sgd"})
    assert not momentum.has_effect({"optimizer": "adam"})
    assert epochs.has_effect({})


@pytest.mark.parametrize(
    ("name", "limits"),
    [("momentum", "0 <= x < 1"), ("epochs", "1 <= x <= 1000"), ("clip_norm", "0 <= x"), ("device", "")],
)
def test_limits_are_written_for_people(name, limits):
    assert list_settings()[name].limits == limits
