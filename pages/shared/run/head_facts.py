"""What a run's page says of a pretrained network: how much of it learned, and how its head was regularised."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core.i18n import N_, _
from core.specs.settings import list_settings
from core.specs.training_spec import TrainingSpec
from pages.shared.charts.folded_table import folded_table


def describe_training(spec: TrainingSpec) -> str:
    """The few words behind the architecture in the heading of a run."""
    size = _("{size} px").format(size=spec.image_size)
    batch = _("batch {batch}").format(batch=spec.batch_size)
    if spec.backbone is None:
        return f"{size} · {batch}"
    learns = _(list_settings()["trainable"].form.names[spec.trainable])
    return f"{size} · {learns}" if spec.head_only else f"{size} · {batch} · {learns}"


def has_head_facts(setup: Mapping[str, Any]) -> bool:
    return "strengths" in setup


def head_facts(setup: Mapping[str, Any]) -> None:
    """The strengths of regularisation that were tried, and which was taken."""
    text = _(
        "The head trained until it had converged, with several strengths of regularisation at once. Of those that the "
        "validation pictures cannot tell from the best, the strongest was taken: {strength}."
    )
    st.caption(text.format(strength=f"{setup['strength']:g}"))
    folded_table(lambda: _table(setup["strengths"]), label=N_("The strengths that were tried"))


def _table(strengths: list[Mapping[str, float]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Strength (L2)"): [one["strength"] for one in strengths],
            _("Validation loss"): [one["val_loss"] for one in strengths],
            _("Validation accuracy"): [one["val_accuracy"] for one in strengths],
        }
    )
