"""The layers of a network before it is trained, with their sizes and what training them takes."""

from typing import Any

import pandas as pd
import streamlit as st

from core.i18n import _
from core.networks.architecture import LayerSummary, count_parameters, estimate_training_memory, summarize
from core.networks.kind_names import translate_kind
from core.specs.network import describe_network
from core.specs.training_spec import TrainingSpec
from core.units import format_bytes
from pages.shared.charts.table import table

NUMBER = 96  # pixels of a column of numbers: by itself it would have room for 3965056, and cut 3,965,056


def show_network(spec: TrainingSpec, classes: int) -> None:
    """The layers with their output shapes and parameters, and what training them takes."""
    rows = summarize(describe_network(spec, classes))
    total = count_parameters(rows)
    count, memory = st.columns(2)
    count.metric(_("Parameters"), f"{total.trainable + total.frozen:,}")
    if spec.backbone:
        st.caption(_("{learning} parameters learn, {frozen} are frozen as ImageNet left them.").format(
            learning=f"{total.trainable:,}", frozen=f"{total.frozen:,}"))  # fmt: skip
    if not spec.head_only:  # it needs what Keras needs to load, and little more
        memory.metric(
            _("Memory for training"),
            format_bytes(estimate_training_memory(rows, spec.batch_size)),
            help=_("Estimated: the parameters with Adam's moments, and every layer's output with its gradient."),
        )
    columns = {
        _("Parameters"): st.column_config.NumberColumn(format="localized", width=NUMBER),
        _("Learn"): st.column_config.CheckboxColumn(),
    }
    table(_table(rows, frozen=spec.backbone is not None), name="layers", column_config=columns)


def _table(rows: list[LayerSummary], *, frozen: bool) -> pd.DataFrame:
    """The kinds behind the numbers, where a narrow window cuts; whether a layer learns only where some are frozen."""
    columns: dict[str, list[Any]] = {
        _("Layer"): [row.name for row in rows],
        _("Output shape"): ["×".join(map(str, row.output_shape)) for row in rows],
        _("Parameters"): [row.parameters.trainable + row.parameters.frozen for row in rows],
        _("Kind"): [translate_kind(row.kind) for row in rows],
    }
    if frozen:
        columns[_("Learn")] = [row.parameters.trainable > 0 for row in rows]
    return pd.DataFrame(columns)
