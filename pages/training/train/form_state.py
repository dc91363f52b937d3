"""The training form's values: kept in the address, filled from a spec, and read back as one.

Which values there are, and which are valid, the settings of a spec say; here stands what the form adds to them: a size
that fits the dataset, and a recipe of augmentation that is chosen strength by strength.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core import recent
from core.data.intake import choices
from core.errors import InputError
from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES
from core.networks.design.blocks import find_backbone
from core.runs.recommended import recommend
from core.specs.designs.link import decode_design, encode_design
from core.specs.named_values import list_values, spec_from
from core.specs.own import NONE, OWN
from core.specs.settings import Setting, list_settings
from core.specs.training_spec import DESIGNED, GENTLY, TrainingSpec
from pages.shared.guide import guide
from pages.shared.screen_state import Field, State, choice, format_number

CHOSEN = "chosen"  # augmentation by strengths of one's own
RECIPES = (OWN, NONE, CHOSEN)
FITTING = "fitting"  # what suits the dataset


def _field(setting: Setting) -> Field:
    return Field(setting.default, read=setting.parse, write=_text)


def _text(value: Any) -> str:
    """A value as an address says it, and as `Setting.parse` reads it; of a number every digit."""
    if value is None:
        return OWN
    if isinstance(value, bool):
        return str(int(value))
    return format_number(value) if isinstance(value, float) else str(value)


def _fitting(setting: Setting) -> Field:
    """None is what suits the dataset."""
    return Field(
        None,
        read=lambda text: None if text == FITTING else setting.parse(text),
        write=lambda value: FITTING if value is None else str(value),
    )


def _dataset(setting: Setting) -> Field:
    return Field(setting.default, read=lambda text: choice("", choices.list_names()).read(text), asks=True, always=True)


def _compute_defaults(values: Mapping[str, Any]) -> dict[str, Any]:
    """The dataset that was opened last, the network that suits it, and what such a network learns with."""
    own = TrainingSpec()
    dataset = values.get("dataset", recent.last("dataset", choices.list_names()) or own.dataset)
    architecture = values.get("architecture", find_recommended(dataset) or own.architecture)
    plain = own.architecture if architecture == DESIGNED else architecture
    asked = TrainingSpec(architecture=plain, trainable=values.get("trainable", own.trainable))
    return {"dataset": dataset, "architecture": architecture} | {name: getattr(asked, name) for name in GENTLY}


def find_recommended(dataset: str | None) -> str | None:
    """The architecture for a dataset; None where there is none, or it cannot be read."""
    try:
        return recommend(choices.find_choice(dataset)) if dataset else None
    except InputError:
        return None


STATE = State(
    "train",
    {
        **{name: _field(setting) for name, setting in list_settings().items()},
        "dataset": _dataset(list_settings()["dataset"]),
        "architecture": replace(_field(list_settings()["architecture"]), always=True),
        "image_size": _fitting(list_settings()["image_size"]),
        "view": _fitting(list_settings()["view"]),
        "augmentation": choice(OWN, RECIPES),
        "design": Field(None, read=decode_design, write=encode_design),
    },
    following=_compute_defaults,
)


def spec() -> TrainingSpec:
    """What the form asks for now."""
    return build_spec(STATE.values())


def build_spec(values: Mapping[str, Any]) -> TrainingSpec:
    """The spec that these values of the form ask for."""
    named = {name: value for name, value in values.items() if not name.startswith("augmentation")}
    if values["architecture"] in BACKBONES:
        del named["image_size"]  # it takes those it was trained with
    if values["architecture"] != DESIGNED:
        del named["design"]
    elif (block := find_backbone(values["design"])) is not None:
        named["image_size"] = BACKBONES[block.network].image_size
    if values["view"] is None:
        del named["view"]
    if values["augmentation"] != CHOSEN:
        return spec_from(named | {"augmentation": values["augmentation"]})
    return spec_from(named | {name: value for name, value in values.items() if name.startswith("augmentation.")})


def fill(wanted: TrainingSpec) -> None:
    """Let the address say what this spec says, and where the reader is on the path; the form follows it."""
    st.query_params.from_dict({**build_address(wanted), **guide.read_address()})


def build_address(wanted: TrainingSpec) -> dict[str, str]:
    """The part of a link that opens the form with this spec."""
    return STATE.to_address(_list_values(wanted))


def _list_values(spec: TrainingSpec) -> dict[str, Any]:
    values = list_values(spec) | {"dropout": spec.dropout}
    if spec.augmentation is not None:
        values["augmentation"] = CHOSEN if spec.augmentation != Augmentation() else NONE
    return values
