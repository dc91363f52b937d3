"""What the findings see of a run, as JSON and back: see `benchmarks.findings_runs`."""

from dataclasses import fields

import numpy as np

from core.evaluation.evidence.curves import Curves
from core.evaluation.evidence.mirroring import Mirrored
from core.specs.training_spec import TrainingSpec


def curves_to_json(curves):
    """The fields that are not as they come."""
    plain = {field.name: getattr(curves, field.name) for field in fields(curves)}
    values = plain | {
        "spec": curves.spec.model_dump(exclude_defaults=True),
        "confusions": [matrix.tolist() for matrix in curves.confusions],
        "test": None if curves.test is None else curves.test.tolist(),
        "mirrored": vars(curves.mirrored) if curves.mirrored else None,
    }
    return {name: shorten(value) for name, value in values.items() if value not in (None, [], {}, ())}


def shorten(value):
    """Four digits of every number with a point; the findings show three."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {name: shorten(one) for name, one in value.items()}
    return [shorten(one) for one in value] if isinstance(value, list | tuple) else value


def curves_from_json(values):
    spec, confusions = TrainingSpec(**values["spec"]), values.get("confusions", [])
    return Curves(**values | {
        "spec": spec,
        "confusions": [np.array(matrix) for matrix in confusions],
        "test": np.array(values["test"]) if "test" in values else None,
        "mirrored": Mirrored(**values["mirrored"]) if "mirrored" in values else None,
    })  # fmt: skip
