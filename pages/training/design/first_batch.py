"""See it work before training: one batch through the network, and ten pictures learned by heart, as a job."""

import pandas as pd
import streamlit as st

from core import recent
from core.data.intake import choices
from core.errors import InputError
from core.i18n import _
from core.networks.design.blocks import find_backbone
from core.networks.design.first_batch import FirstBatch, advise
from core.networks.kind_names import translate_kind
from core.specs.training_spec import DESIGNED, TrainingSpec
from core.tasks.networks import check_design
from pages.shared.charts.table import table
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.shared.plain import escape_markdown
from pages.training.design.state import STATE, get_design

KEY = "design.look"
FOUND = "design.found"  # in the session: the design that was looked at, and what was found
DATASET = "design.look_dataset"


def first_batch() -> None:
    """A button that looks, and what was found; of another design than the present one nothing is shown."""
    dataset, look = st.columns([3, 2], vertical_alignment="bottom")
    names = choices.list_names()
    known = recent.last("dataset", names)
    name = dataset.selectbox(_("Pictures of"), names, index=names.index(known) if known else 0, key=DATASET)
    pressed = look.button(_("See it work"), icon=":material/science:", width="stretch")
    st.caption(_("One batch through the untrained network, and two seconds of learning ten pictures by heart."))
    if not job_section(KEY, check_design.CHECK_DESIGN, lambda spec: spec.design == get_design()) and pressed:
        _start(name)
    if job := take_ended(KEY):
        st.session_state[FOUND] = (job.read_spec(TrainingSpec).design, check_design.read_result(job))
    design, found = st.session_state.get(FOUND, (None, None))
    if found is not None and design == get_design():
        _show(found)


def _start(dataset: str) -> None:
    size = {} if find_backbone(get_design()) else {"image_size": max(32, STATE["size"])}
    try:
        spec = TrainingSpec(dataset=dataset, architecture=DESIGNED, design=get_design(), **size)
        follow(KEY, check_design.start(spec))
    except InputError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")


def _show(found: FirstBatch) -> None:
    for said in advise(found):
        st.markdown(f"- {escape_markdown(str(said))}")
    table(
        pd.DataFrame(
            {
                _("Layer"): [layer.name for layer in found.layers],
                _("Kind"): [translate_kind(layer.kind) for layer in found.layers],
                _("Spread of its numbers"): [layer.spread for layer in found.layers],
                _("Dead units"): [layer.dead for layer in found.layers],
                _("Gradient (RMS)"): [layer.gradient for layer in found.layers],
            }
        ),
        name="first_batch",
        column_config={
            _("Spread of its numbers"): st.column_config.NumberColumn(format="%.3g"),
            _("Dead units"): st.column_config.NumberColumn(format="percent"),
            _("Gradient (RMS)"): st.column_config.NumberColumn(format="%.2e"),
        },
    )
