"""Every number of one step of training as a table."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from core.concepts.gradient_check import Proof
from core.i18n import _
from pages.concepts.backprop.walk.lines import ProvenStep
from pages.concepts.backprop.walk.steps import place_name


def numbers_table(proven: ProvenStep) -> pd.DataFrame:
    """One row a number that training moves or needs: where, what, value, gradient twice, and the new value."""
    return pd.DataFrame(list(_rows(proven)))


def _rows(proven: ProvenStep) -> Iterator[dict[str, Any]]:
    for index, (layer, proof) in enumerate(zip(proven.traced.layers, proven.proofs, strict=True)):
        for unit in range(layer.z.shape[1]):
            where = place_name(proven.traced, index, unit)
            at = (proven.example, unit)
            yield {_("where"): where, _("what"): "a", _("value"): layer.a[at]}
            yield {_("where"): where, _("what"): "z, δ", _("value"): layer.z[at], **_proof_of(proof.delta, at)}
            for source in range(layer.a_in.shape[1]):
                yield {
                    **{_("where"): where, _("what"): f"w{source + 1}", _("value"): layer.layer.weights[source, unit]},
                    **_proof_of(proof.weights, (source, unit)),
                    _("after the update"): layer.after.weights[source, unit],
                }
            yield {
                **{_("where"): where, _("what"): "b", _("value"): layer.layer.biases[unit]},
                **_proof_of(proof.biases, (unit,)),
                _("after the update"): layer.after.biases[unit],
            }


def _proof_of(proof: Proof, at: tuple[int, ...]) -> dict[str, float]:
    return {
        _("gradient"): float(proof.analytic[at]),
        _("finite differences"): float(proof.numeric.slope[at]),
        _("relative error"): float(proof.apart[at]),
    }
