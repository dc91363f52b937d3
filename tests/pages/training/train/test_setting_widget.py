"""The controls of the form take what a spec takes, and nothing else."""

import pytest

from core.networks.augmentation import Augmentation
from core.specs.named_values import spec_from
from core.specs.settings import list_settings
from core.specs.training_spec import TrainingSpec
from pages.training.train.form_state import build_address
from tests.pages.app import open_page

PAGE = "pages/training/train/page.py"
NUMBERS = [setting for setting in list_settings().values() if setting.kind in ("integer", "number")]


def at_the_limit(which, without):
    """A spec of which every number is the least or the greatest there is."""
    limits = {setting.name: getattr(setting, which) for setting in NUMBERS if setting.name != "image_size"}
    return spec_from({name: without if limit is None else limit for name, limit in limits.items()})


def controls(app):
    """The controls of the settings by name."""
    drawn = [*app.number_input, *app.slider, *app.selectbox, *app.checkbox, *app.get("button_group")]
    return {control.key.removeprefix("train."): control for control in drawn if control.key.startswith("train.")}


@pytest.mark.parametrize(
    "spec",
    [
        at_the_limit("low", without=0.0),
        at_the_limit("high", without=1e300),
        TrainingSpec(
            label_smoothing=0.495, learning_rate=5e-9, device="gpu:100", augmentation=Augmentation(crop=0.123)
        ),
    ],
    ids=["least", "greatest", "between the steps"],
)
def test_a_spec_at_any_limit_is_opened_as_it_is(spec):
    app = open_page(PAGE, **build_address(spec))
    assert not app.exception
    assert not app.warning
    assert dict(app.query_params) == build_address(spec)


def test_every_setting_has_a_control_whose_limits_are_its_own():
    app = open_page(PAGE, architecture="article", augmentation="chosen", image_size="96")
    assert controls(app).keys() >= list_settings().keys() - {"architecture", "trainable"}
    for setting in NUMBERS:
        control = controls(app)[setting.name]
        assert (control.min, control.max) == (setting.low, setting.high)
        assert control.value == (96 if setting.name == "image_size" else setting.default)


def test_a_list_offers_every_choice_by_its_name():
    app = open_page(PAGE, architecture="article")
    assert controls(app)["optimizer"].options == ["SGD", "RMSprop", "Adam", "AdamW"]
    assert controls(app)["precision"].options[1:] == ["float32", "mixed_bfloat16", "mixed_float16"]


def test_what_has_no_effect_beside_the_others_is_grey():
    app = open_page(PAGE, architecture="article")
    assert controls(app)["momentum"].disabled
    assert controls(app)["warm_up"].disabled
    app.selectbox(key="train.optimizer").set_value("rmsprop").run()
    assert not controls(app)["momentum"].disabled
    assert controls(app)["nesterov"].disabled


@pytest.mark.parametrize(
    ("language", "help_"),
    [
        ("en", "Asks for a little less than certainty, which helps with doubtful labels. [See the loss]("),
        ("zh", "不要求百分之百的把握，标签可疑时有帮助。[看看损失]("),
    ],
)
def test_the_help_is_what_the_setting_does_and_a_link_to_the_screen_that_shows_it(language, help_):
    app = open_page(PAGE, language=language, architecture="article")
    assert controls(app)["label_smoothing"].proto.help == f"{help_}losses?language={language})"
