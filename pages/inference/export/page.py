"""Take a model with you: each format with what it is for, its check, and its download; or bring a model in.

In the address: `?run=` the model.
"""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import streamlit as st

from core.errors import InputError
from core.export.format import ExportFormat, explain_missing_rule
from core.export.formats import FORMATS
from core.i18n import _
from core.inference.model import Model
from core.tasks.models import export
from core.tasks.models.export import EXPORT, CheckedAnswers, ExportResult
from pages.inference.export.import_form import import_form, removal
from pages.shared.file_download import file_download
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.shared.models.held_models import hold
from pages.shared.models.model_choice import choose_model
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown

SCREEN = "export"
PREDICT = "pages/inference/predict/page.py"
CARD = 360  # pixels, the least width of a format
MAIN = "bundle"
SMALLEST_SHOWN = 1e-6  # of a difference; what is less is rounding


def _show_formats(model: Model) -> None:
    done = export.find_downloads(model)
    with st.grid(3, min_column_width=CARD):
        for chosen in FORMATS:
            _show_format(model, chosen, done.get(chosen.name))


def _show_format(model: Model, chosen: ExportFormat, result: ExportResult | None) -> None:
    """What the format is for, and the one thing to do next: make it, wait for it, or download it."""
    key = f"export.job.{model.id}.{chosen.name}"
    with st.container(border=True, height="stretch", gap="small"):
        st.markdown(f"**{_(chosen.title)}** · `{chosen.name}`")
        st.caption(_(chosen.purpose))
        if job_section(key, EXPORT, lambda asked: (asked.model, asked.format) == (model.id, chosen.name)):
            return
        take_ended(key)
        if result:
            if result.checked.pictures:
                st.markdown(_describe_check(result.checked))
            if missing := explain_missing_rule(model, chosen):
                st.caption(escape_markdown(str(missing)))
            file_download(Path(result.path), key=f"export.download.{chosen.name}")
        elif obstacle := export.find_obstacle(model, chosen):
            st.caption(f":material/block: {escape_markdown(str(obstacle))}")
        elif _ask(chosen):
            follow(key, export.start_download(model, chosen))


def _ask(chosen: ExportFormat) -> bool:
    if chosen.needs_keras:
        st.caption(_("Takes about half a minute: TensorFlow has to start."))
    return st.button(
        _("Export"), key=f"export.start.{chosen.name}", icon=":material/ios_share:",
        type="primary" if chosen.name == MAIN else "secondary",
    )  # fmt: skip


def _describe_check(checked: CheckedAnswers) -> str:
    """How the file answers, in a sentence."""
    if checked.changed_decisions:
        text = _("Asked about {n} pictures: {changed} get another class; probabilities differ by up to {difference}.")
        mark = ":orange[:material/rule:]"
    else:
        text = _("Asked about {n} pictures: all get the same class; probabilities differ by up to {difference}.")
        mark = ":green[:material/check_circle:]"
    difference = max(checked.largest_difference, SMALLEST_SHOWN)
    return f"{mark} " + text.format(
        n=checked.pictures, changed=checked.changed_decisions, difference=f"{Decimal(f'{difference:.1g}'):f}"
    )  # fmt: skip


def _list_next_steps(model: Model) -> Sequence[Step]:
    why = _("Ask it about pictures of your own before others do.")
    return [Step(why, PREDICT, _("Predict"), {"run": model.id})]


st.title(_("Export"))
st.write(
    _(
        "Take a model with you. Each file is asked about 64 pictures or more right after it was made, and compared "
        "with the model."
    )
)
model = choose_model(SCREEN)
try:
    model = hold(model)
    removal(model)
    _show_formats(model)
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
import_form()
onward(*_list_next_steps(model))
