"""The training form's values: kept in the address, filled from a spec, and read back as one."""

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.data.intake import choices
from core.networks.augmentation import Augmentation
from core.networks.backbones import BACKBONES
from core.networks.catalogue import ARCHITECTURES
from core.specs.training_spec import GENTLY, NONE, OWN, TrainingSpec, flat, spec_from
from pages.shared.state import Field, State, choice, flag, integer, number

DEFAULTS = TrainingSpec()
CHOSEN = "chosen"  # augmentation by strengths of one's own
RECIPES = (OWN, NONE, CHOSEN)
TRAINABLE = ("head", "top", "all")
OPTIMIZERS = ("sgd", "rmsprop", "adam", "adamw")
SCHEDULES = ("constant", "cosine", "one_cycle")
CLASS_WEIGHTS = ("none", "balanced")
PRECISIONS = ("auto", "float32", "mixed_bfloat16", "mixed_float16")
DEVICES = ("auto", "cpu", "all", *(f"gpu:{place}" for place in range(16)))
LARGEST_DROPOUT = 0.95


def limit(strength: str) -> float:
    """The most that a strength of augmentation may be."""
    return float(Augmentation.model_json_schema()["properties"][strength]["maximum"])


def _strength(name: str, default: float | bool) -> Field:
    return flag(default) if isinstance(default, bool) else number(default, 0.0, limit(name))


def _or_none(field: Field, word: str) -> Field:
    """The same field, or nothing, which is `word` in the address."""
    return Field(
        None,
        read=lambda text: None if text == word else field.read(text),
        write=lambda value: word if value is None else field.write(value),
    )


def _its_own(values: Mapping[str, Any]) -> dict[str, Any]:
    """What such a network learns with where nothing else is asked for."""
    asked = TrainingSpec(architecture=values["architecture"], trainable=values["trainable"])
    return {name: getattr(asked, name) for name in GENTLY}


STATE = State(
    "train",
    {
        "dataset": Field(DEFAULTS.dataset, read=lambda text: choice("", choices.names()).read(text)),
        "architecture": choice(DEFAULTS.architecture, ARCHITECTURES),
        "trainable": choice(DEFAULTS.trainable, TRAINABLE),
        "epochs": integer(DEFAULTS.epochs, 1, 1000),
        "image_size": _or_none(integer(DEFAULTS.image_size, 32, 512), "fitting"),
        "batch_size": integer(DEFAULTS.batch_size, 1, 1024),
        "learning_rate": number(DEFAULTS.learning_rate, 1e-8, 10.0),
        "optimizer": choice(DEFAULTS.optimizer, OPTIMIZERS),
        "momentum": number(DEFAULTS.momentum, 0.0, 0.999),
        "nesterov": flag(DEFAULTS.nesterov),
        "schedule": choice(DEFAULTS.schedule, SCHEDULES),
        "warm_up": number(DEFAULTS.warm_up, 0.0, 0.9),
        "weight_decay": number(DEFAULTS.weight_decay, 0.0, 0.99),
        "clip_norm": number(DEFAULTS.clip_norm, 0.0, 1e6),
        "label_smoothing": number(DEFAULTS.label_smoothing, 0.0, 0.49),
        "class_weights": choice(DEFAULTS.class_weights, CLASS_WEIGHTS),
        "early_stopping": integer(DEFAULTS.early_stopping, 0, 1000),
        "dropout": _or_none(number(0.0, 0.0, LARGEST_DROPOUT), OWN),
        "augmentation": choice(OWN, RECIPES),
        **{f"augmentation.{name}": _strength(name, value) for name, value in Augmentation().model_dump().items()},
        "device": choice(DEFAULTS.device, DEVICES),
        "precision": choice(DEFAULTS.precision, PRECISIONS),
        "seed": integer(DEFAULTS.seed, 0, 2**31 - 1),
    },
    following=_its_own,
)


def spec() -> TrainingSpec:
    """What the form asks for now."""
    values = STATE.values()
    if values["architecture"] in BACKBONES:
        del values["image_size"]  # it takes those it was trained with
    chosen = values.pop("augmentation") == CHOSEN
    asked = {name: value for name, value in values.items() if chosen or not name.startswith("augmentation.")}
    return spec_from(asked if chosen else asked | {"augmentation": STATE["augmentation"]})


def fill(wanted: TrainingSpec) -> None:
    """Let the address say what this spec says, and nothing else; the form follows it."""
    st.query_params.from_dict(address(wanted))


def address(wanted: TrainingSpec) -> dict[str, str]:
    """The part of a link that opens the form with this spec."""
    return STATE.written(_values(wanted))


def _values(wanted: TrainingSpec) -> dict[str, Any]:
    values = flat(wanted)
    values["dropout"] = wanted.dropout
    if wanted.augmentation is not None:
        values["augmentation"] = CHOSEN if wanted.augmentation != Augmentation() else NONE
    return values


def as_file(wanted: TrainingSpec) -> str:
    """The spec as the text of a file that the form and the command line open again."""
    return json.dumps(wanted.model_dump(), indent=1) + "\n"
