"""A spec by options: one for each setting, and the same spec back."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from core.cli import main
from core.cli.parser import parse
from core.cli.spec_options import read_requested_spec, tell_without_effect
from core.data.intake import adding
from core.errors import InputError
from core.networks.augmentation import Augmentation
from core.networks.compact import RECIPE
from core.specs.named_values import list_values
from core.specs.settings import list_settings
from core.specs.spec_file import format_spec
from tests.core.data.pictures import noise
from tests.specs import EVERYTHING, valid_specs


def requested(*options):
    return read_requested_spec(parse(["train", *options]))


def as_options(spec):
    for name, value in list_values(spec).items():
        yield f"--set={name}={value}" if "." in name else f"--{name.replace('_', '-')}={value}"


@given(spec=valid_specs())
def test_every_spec_can_be_asked_for_by_options(spec):
    assert requested(*as_options(spec)) == spec


@hypothesis_settings(max_examples=20)
@given(spec=valid_specs())
def test_every_spec_can_be_asked_for_by_settings(spec):
    needed = ("--dataset=x", "--architecture=article")
    assert requested(*needed, *(f"--set={name}={value}" for name, value in list_values(spec).items())) == spec


def test_options_change_the_spec_of_a_file(tmp_path):
    path = tmp_path / "spec.json"
    path.write_text(format_spec(EVERYTHING))
    asked = requested("--spec", str(path), "--epochs", "9", "--set", "augmentation.crop=0.25")
    changed = EVERYTHING.augmentation.model_copy(update={"crop": 0.25})
    assert asked == EVERYTHING.model_copy(update={"epochs": 9, "augmentation": changed})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--architecture=article", "--momentum=0.5"), ["momentum has no effect: it is a setting of optimizer sgd"]),
        (
            ("--architecture=compact", "--set=trainable=top"),
            ["trainable has no effect: it is a setting of architectur"],
        ),
        (("--architecture=efficientnet_lite0", "--epochs=5", "--view=crop"), ["epochs has no effect: a head alone is"]),
        (("--architecture=article", "--momentum=0.5", "--optimizer=sgd"), []),
        (("--architecture=efficientnet_lite0", "--trainable=top", "--epochs=5"), []),
    ],
)
def test_a_setting_without_effect_is_told(options, said, capsys):
    args = parse(["train", "--dataset=x", *options])
    tell_without_effect(args, read_requested_spec(args))
    lines = capsys.readouterr().err.splitlines()
    assert [line[: len(start)] for line, start in zip(lines, said, strict=True)] == said


@pytest.mark.parametrize("words", [(), ("--augmentation", "own")])
def test_a_part_of_the_recipe_changes_the_own_one_of_the_architecture(words):
    asked = requested("--dataset=x", "--architecture=compact", *words, "--set=augmentation.mixup=0.2")
    assert asked.augmentation == RECIPE.model_copy(update={"mixup": 0.2})


def test_a_part_of_no_recipe_stands_alone():
    options = ("--augmentation=none", "--set=augmentation.mixup=0.2")
    assert requested("--dataset=x", "--architecture=compact", *options).augmentation == Augmentation(mixup=0.2)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--epochs", "0"], "epochs cannot be '0': it must be at least 1"),
        (["--label-smoothing", "0.5"], "label_smoothing cannot be '0.5': it must be less than 0.5"),
        (["--momentum", "-1"], "momentum cannot be '-1': it must be at least 0"),
        (["--seed", "x"], "seed cannot be 'x': it must be a whole number"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_limit(options, named):
    with pytest.raises(InputError, match=named):
        requested("--dataset", "x", "--architecture", "article", *options)


@pytest.mark.parametrize("command", ["train", "rate"])
def test_the_usage_names_every_setting_with_its_limits_and_its_default(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    usage = " ".join(capsys.readouterr().out.split())
    for setting in list_settings().values():
        if "." not in setting.name:
            assert f"--{setting.name.replace('_', '-')} " in usage
            assert f"{setting.form.title}: {setting.limits}" in usage or not setting.limits
    assert "Momentum (share kept): 0 <= x < 1 (default 0.9)" in usage


def test_a_search_names_no_epochs_that_it_does_not_take(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["search", "--help"])
    assert "Epochs: 1 <= x <= 1000 (default what suits the budget)" in " ".join(capsys.readouterr().out.split())


def test_the_view_follows_the_shapes_of_the_pictures_where_nobody_says_it(tmp_path):
    for name, size in (("photos", (120, 90)), ("wide", (640, 64))):
        for label in ("a", "b"):
            (tmp_path / name / label).mkdir(parents=True)
            for number in range(8):
                noise(number, size).save(tmp_path / name / label / f"{label}{number}.png")
        adding.add(tmp_path / name, name)
    pretrained = "--architecture=efficientnet_lite0"
    assert requested("--dataset=photos", pretrained).view == "crop"
    assert requested("--dataset=photos", pretrained, "--set", "view=letterbox").view == "letterbox"
    assert requested("--dataset=wide", pretrained).view == "stretch"
    assert requested("--dataset=photos", "--architecture=compact").view == "stretch"
    (tmp_path / "old.json").write_text('{"version": 2, "dataset": "photos", "architecture": "efficientnet_lite0"}')
    assert requested("--spec", str(tmp_path / "old.json")).view == "stretch", "as it was trained then"
