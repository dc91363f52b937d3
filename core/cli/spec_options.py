"""The options of the commands that take a training spec, one for each of its settings, and the spec they ask for."""

import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.cli.arguments import Parser, parse_settings
from core.data.intake import choices
from core.errors import InputError
from core.i18n import N_, _
from core.runs.recommended import recommend_view_for
from core.specs.designs.design_file import SUFFIX, read_design
from core.specs.named_values import spec_from
from core.specs.network import resolve_recipe
from core.specs.own import NONE, OWN
from core.specs.settings import Setting, list_settings
from core.specs.spec_file import read_spec
from core.specs.training_spec import DESIGNED, GENTLY, TrainingSpec
from core.specs.without_effect import explain_without_effect

METAVARS = {"integer": "N", "number": "X", "boolean": "true|false", "string": "NAME", "object": f"{OWN}|{NONE}"}
NEEDED = ("dataset", "architecture")  # where no file names them
OF_OTHER_WORK = {"trial_of", "share"}  # of a spec that a search or a curve of more pictures has made
FINE_TUNING = N_("Where a pretrained network is fine-tuned (trainable top or all), other defaults hold: {defaults}.")


def add_spec_options(parser: Parser, **defaults: str) -> None:
    """An option for each setting; `defaults` says of some what they are where nobody names them."""
    parser.add_argument("--spec", metavar="FILE", help=_("a training spec in JSON; other options change it"))
    for setting in _list_settings():
        option = f"--{setting.name.replace('_', '-')}"
        about = _describe(setting, defaults).replace("%", "%%")
        parser.add_argument(option, metavar=METAVARS[setting.kind], help=about)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=_("one of these settings, or a part of one, such as augmentation.flip=true"),
    )
    parser.epilog = _(FINE_TUNING).format(defaults=", ".join(f"{name} {value}" for name, value in GENTLY.items()))


def read_requested_spec(args: Namespace) -> TrainingSpec:
    """The spec of the file that is named, changed by the options that stand beside it.

    Raises:
        InputError: neither a file nor what to train is named, or a value cannot be used.

    """
    base = read_spec(Path(args.spec)).model_dump(exclude=OF_OTHER_WORK) if args.spec else {}
    if not args.spec and not all(getattr(args, name) for name in NEEDED):
        raise InputError(N_("Name what to train with --dataset NAME and --architecture ARCH, or with --spec FILE."))
    options = {setting.name: getattr(args, setting.name) for setting in _list_settings()}
    named = {name: value for name, value in options.items() if value is not None}
    values = _open_design(base | named | parse_settings(args.set))
    return spec_from(_recommend_view(values) | _complete_recipe(values))


def tell_without_effect(args: Namespace, spec: TrainingSpec) -> None:
    """Say which of the settings that an option names the training takes no note of."""
    for said in explain_without_effect(spec, [name for name in list_settings() if is_named(args, name)]):
        print(said, file=sys.stderr)


def is_named(args: Namespace, setting: str) -> bool:
    """Whether an option gives the setting a value, by its own name or by `--set`."""
    return getattr(args, setting, None) is not None or setting in parse_settings(args.set)


def _open_design(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the design of the file that is named where an architecture could be; else of none."""
    named = str(values.get("architecture", ""))
    if named.endswith(SUFFIX):
        return {**values, "architecture": DESIGNED, "design": read_design(Path(named))}
    if named != DESIGNED:
        return {name: value for name, value in values.items() if name != "design"}
    return dict(values)


def _recommend_view(values: Mapping[str, Any]) -> dict[str, str]:
    """The view that suits the dataset's pictures; of a dataset that is not there, the training says so."""
    if "view" in values or values.get("dataset") not in choices.list_names():
        return {}
    choice = choices.find_choice(str(values["dataset"]))
    return {"view": recommend_view_for(choice, str(values.get("architecture")))}


def _complete_recipe(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values; where parts of the architecture's own recipe are named, with the other parts as they are in it."""
    parts = [name for name in values if name.startswith("augmentation.")]
    if not parts or values.get("augmentation", OWN) != OWN:
        return dict(values)
    others = {name: value for name, value in values.items() if name not in (*parts, "augmentation")}
    return {**values, "augmentation": resolve_recipe(spec_from(others)).model_dump()}


def _list_settings() -> list[Setting]:
    """All but the parts of a setting, which `--set` reaches."""
    return [setting for setting in list_settings().values() if "." not in setting.name]


def _describe(setting: Setting, defaults: Mapping[str, str]) -> str:
    valid = setting.limits or ", ".join(setting.choices)
    default = defaults.get(setting.name, OWN if setting.default is None else setting.default)
    if setting.name == "architecture":
        valid = ", ".join([*(name for name in setting.choices if name != DESIGNED), _("or the FILE.json of a design")])
    if setting.name == "view":
        default = _("what suits the pictures")
    after = "" if setting.name in NEEDED else " " + _("(default {default})").format(default=default)
    return f"{_(setting.form.title)}{': ' if valid else ''}{valid}{after}"
