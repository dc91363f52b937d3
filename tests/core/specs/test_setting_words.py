"""Settings and their values have the words on screen that the form has for them, in both languages."""

import pytest

from core.data.pixels.view import View
from core.i18n import speaking
from core.networks.design.blocks import Design, GlobalPool
from core.specs.named_values import list_values
from core.specs.search.space import suggest_space
from core.specs.setting_words import describe_value, format_plain, get_title
from core.specs.settings import list_settings
from core.specs.training_spec import TrainingSpec


@pytest.mark.parametrize(
    ("name", "value", "english", "chinese"),
    [
        ("schedule", "one_cycle", "one-cycle", "单周期（one-cycle）"),
        ("view", View.CROP, "Crop", "裁剪"),
        ("view", "crop", "Crop", "裁剪"),
        ("architecture", "compact", "Small residual network", "小型残差网络"),
        ("augmentation.flip", True, "yes", "是"),
        ("nesterov", False, "no", "否"),
        ("dropout", "own", "its own", "自带设置"),
        ("epochs", None, "–", "–"),
        ("learning_rate", 0.00123456, "0.00123", "0.00123"),
        ("epochs", 1000, "1000", "1000"),
        ("dataset", "pets", "pets", "pets"),
        ("design", Design(name="mine", blocks=(GlobalPool(),)), "mine", "mine"),
    ],
)
def test_a_value_is_told_as_the_form_tells_it(name, value, english, chinese):
    assert str(describe_value(name, value)) == english
    with speaking("zh"):
        assert str(describe_value(name, value)) == chinese


def test_every_setting_and_every_number_of_a_search_has_a_title():
    spec = TrainingSpec(architecture="compact")
    for name in (*list_settings(), *suggest_space(spec).root, "design"):
        assert get_title(name) != name
    assert get_title("design.3.filters") == "design.3.filters"


def test_every_value_of_a_spec_can_be_told():
    for name, value in list_values(TrainingSpec()).items():
        assert str(describe_value(name, value))


def test_commands_keep_plain_values():
    assert [format_plain(value) for value in ("one_cycle", 0.00123456, 1000, True)] == [
        "one_cycle", "0.00123", "1000", "True",
    ]  # fmt: skip
