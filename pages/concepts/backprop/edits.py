"""Changes by hand on the drawing: what each does to the network and its examples."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.concepts import surgery
from core.concepts.activations import Array
from pages.concepts.backprop.network_state import VALUE, StepSetup, check_size, values_of


def apply_edit(problem: StepSetup, edit: Mapping[str, Any], *, example: int, seed: int) -> StepSetup:
    """The problem after one change by hand on the diagram; `InputError` when what was typed cannot be read.

    `edit` is what the diagram sends: an `op` of `EDITS` with the places it needs and the typed `value`.
    """
    changed = EDITS[edit["op"]](problem, {"example": example, "seed": seed, **edit})
    check_size(values_of(changed)["shape"], len(changed.x))
    return changed


def _weight(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    at = (edit["layer"], edit["source"], edit["unit"])
    return replace(problem, network=surgery.with_weight(problem.network, *at, VALUE.read(edit["value"].strip())))


def _bias(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    at = (edit["layer"], edit["unit"])
    return replace(problem, network=surgery.with_bias(problem.network, *at, VALUE.read(edit["value"].strip())))


def _input(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    return replace(problem, x=_with_value(problem.x, edit))


def _target(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    return replace(problem, y=_with_value(problem.y, edit))


def _with_value(rows: Array, edit: Mapping[str, Any]) -> Array:
    changed = rows.copy()
    changed[edit["example"], edit["unit"]] = VALUE.read(edit["value"].strip())
    return changed


def _add_unit(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    index = edit["layer"]
    grown = replace(problem, network=surgery.with_unit(problem.network, index, seed=edit["seed"]))
    if index == surgery.INPUTS:
        return replace(grown, x=_with_column(problem.x))
    last = index == len(problem.network.layers) - 1
    return replace(grown, y=_with_column(problem.y)) if last else grown


def _remove_unit(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    index = edit["layer"]
    cut = replace(problem, network=surgery.without_unit(problem.network, index))
    if index == surgery.INPUTS:
        return replace(cut, x=problem.x[:, :-1])
    last = index == len(problem.network.layers) - 1
    return replace(cut, y=problem.y[:, :-1]) if last else cut


def _add_layer(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    return replace(problem, network=surgery.with_layer(problem.network, seed=edit["seed"]))


def _remove_layer(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    return replace(problem, network=surgery.without_layer(problem.network, edit["layer"], seed=edit["seed"]))


def _activation(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    return replace(problem, network=surgery.with_activation(problem.network, edit["layer"], edit["value"]))


def _add_example(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    row = edit["example"]
    return replace(problem, x=np.vstack([problem.x, problem.x[row]]), y=np.vstack([problem.y, problem.y[row]]))


def _remove_example(problem: StepSetup, edit: Mapping[str, Any]) -> StepSetup:
    row = edit["example"]
    return replace(problem, x=np.delete(problem.x, row, axis=0), y=np.delete(problem.y, row, axis=0))


EDITS: Mapping[str, Callable[[StepSetup, Mapping[str, Any]], StepSetup]] = {
    "weight": _weight,
    "bias": _bias,
    "input": _input,
    "target": _target,
    "add_unit": _add_unit,
    "remove_unit": _remove_unit,
    "add_layer": _add_layer,
    "remove_layer": _remove_layer,
    "activation": _activation,
    "add_example": _add_example,
    "remove_example": _remove_example,
}


def _with_column(rows: Array) -> Array:
    return np.hstack([rows, np.zeros((len(rows), 1))])
