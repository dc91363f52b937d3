"""The layers of a network before it is trained, with their sizes and what training them takes."""

import pandas as pd
import streamlit as st

from core.i18n import _
from core.models.architecture import LayerSummary, parameters, summarize, training_memory
from core.training.network import network
from core.training.spec import TrainingSpec
from core.units import readable_bytes


def show_network(spec: TrainingSpec, classes: int) -> None:
    """The layers with their output shapes and parameters, and what training them takes."""
    rows = summarize(network(spec, classes))
    total = parameters(rows)
    count, memory = st.columns(2)
    count.metric(_("Parameters"), f"{total.trainable + total.frozen:,}")
    if spec.backbone:
        st.caption(_("{learning} parameters learn, {frozen} are frozen as ImageNet left them.").format(
            learning=f"{total.trainable:,}", frozen=f"{total.frozen:,}"))  # fmt: skip
    if not spec.head_only:  # it needs what Keras needs to load, and little more
        memory.metric(
            _("Memory for training"),
            readable_bytes(training_memory(rows, spec.batch_size)),
            help=_("Estimated: the parameters with Adam's moments, and every layer's output with its gradient."),
        )
    st.dataframe(_table(rows) if spec.backbone else _table(rows).iloc[:, :-1], hide_index=True)


def _table(rows: list[LayerSummary]) -> pd.DataFrame:
    """The last column, how many parameters learn, says something only where others are frozen."""
    return pd.DataFrame(
        {
            _("Layer"): [row.name for row in rows],
            _("Kind"): [row.kind for row in rows],
            _("Output shape"): [" × ".join(map(str, row.output_shape)) for row in rows],
            _("Parameters"): [row.parameters.trainable + row.parameters.frozen for row in rows],
            _("Learn"): [row.parameters.trainable for row in rows],
        }
    )
