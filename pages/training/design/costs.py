"""What the design costs: parameters, operations, memory, and the same layer by layer."""

import pandas as pd
import streamlit as st

from core.i18n import _
from core.networks.budget.budget import TRAINING_BYTES, USE_BYTES, Budget
from core.networks.design.lowering import Lowered, format_shape
from core.networks.kind_names import translate_kind
from core.runs.foretold.cost_model import load_cost_model
from core.tasks.networks import measure_costs
from core.tasks.networks.measure_costs import MEASURE_COSTS
from core.units import format_bytes
from pages.shared.charts.table import table
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.training.design.state import write_place

MEASURED = "design.measured"
LEAST = 170  # pixels; what is wider than the column goes into the next row


def costs(budget: Budget, batch_size: int) -> None:
    """The totals of the network as far as it is whole."""
    held = budget.parameters
    figures = {
        _("Parameters"): f"{held.trainable + held.frozen:,}",
        _("MACs a picture"): _shorten(budget.macs),
        _("Activations a picture"): _shorten(budget.activations),
        _("Memory for training"): format_bytes(budget.count_training_bytes(batch_size, "float32")),
    }
    with st.container(horizontal=True):
        for name, value in figures.items():
            st.metric(name, value, width=LEAST)
    training = (f"{name} {format_bytes(budget.count_training_bytes(batch_size, name))}" for name in TRAINING_BYTES)
    use = (f"{name} {format_bytes(budget.count_use_bytes(name))}" for name in USE_BYTES)
    st.caption(
        _("Training with batches of {batch}: {training}. One prediction: {use}. What the framework takes comes on top.")
        .format(batch=batch_size, training=", ".join(training), use=", ".join(use))
    )  # fmt: skip


def times(budget: Budget, batch_size: int) -> None:
    """What training and use take on this machine by the model that was measured here, with its error."""
    model = load_cost_model()
    at_work = job_section(MEASURED, MEASURE_COSTS, lambda _spec: True)
    take_ended(MEASURED)
    if model is None:
        said = _("How long it takes here is known once this machine was measured: some minutes, once.")
        st.caption(said)
        if not at_work and st.button(_("Measure this machine"), icon=":material/timer:"):
            follow(MEASURED, measure_costs.start())
        return
    step, use = model.predict_step_seconds(budget, batch_size), model.predict_use_seconds(budget)
    st.caption(
        _(
            "On this machine: {step} a training step of {batch} pictures (± {step_error}), {use} a prediction"
            " (± {use_error}), {memory} for the whole process (± {memory_error}). Measured on {designs} networks."
        ).format(
            step=_format_duration(step), batch=batch_size, step_error=f"{model.error_of_step:.0%}",
            use=_format_duration(use), use_error=f"{model.error_of_use:.0%}",
            memory=format_bytes(model.predict_peak_bytes(budget, batch_size)),
            memory_error=f"{model.error_of_memory:.0%}", designs=model.designs,
        )
    )  # fmt: skip


def _format_duration(seconds: float) -> str:
    return f"{seconds:.2g} s" if seconds >= 1 else f"{1000 * seconds:.2g} ms"


def cost_table(lowered: Lowered, budget: Budget) -> None:
    """Every layer with its block, its shape and what it costs."""
    counted = st.column_config.NumberColumn(format="localized")
    names = (_("Parameters"), _("MACs"), _("Activations"))
    table(
        pd.DataFrame(
            {
                _("Block"): [write_place(lowered.places[row.name]) for row in budget.rows],
                _("Layer"): [translate_kind(row.kind) for row in budget.rows],
                _("Output shape"): [format_shape(row.output_shape) for row in budget.rows],
                names[0]: [row.parameters.trainable + row.parameters.frozen for row in budget.rows],
                names[1]: [row.macs for row in budget.rows],
                names[2]: [row.activations for row in budget.rows],
                _("Sees (px)"): [_("all") if row.field.whole else str(row.field.size) for row in budget.rows],
            }
        ),
        name="design_layers",
        column_config=dict.fromkeys(names, counted),
    )


def _shorten(number: int) -> str:
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.3g} {sign}"
    return str(number)
